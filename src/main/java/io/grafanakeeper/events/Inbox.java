package io.grafanakeeper.events;

import io.grafanakeeper.events.InboxState.Sent;
import io.grafanakeeper.events.InboxStore.Kept;
import io.grafanakeeper.runs.BackupMessage;
import io.grafanakeeper.runs.BackupScope;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunId;
import io.grafanakeeper.runs.RunStore;
import io.grafanakeeper.runs.ServiceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns many events into few backups, across all instances of the app:
 *
 * <ol>
 *   <li>an event after a quiet minute asks for a backup at once;
 *   <li>events in the minute after it are only noted, under the id of the run that will look at them all;
 *   <li>when the minute is over, the next event or the sweep, whichever is first, asks for that run.
 * </ol>
 *
 * <p>So a burst makes two backups, the second of which begins after the last event. What is noted and what is sent change in one
 * write to the store. A process may die between that write and the queue: the sweep sends a message again that no worker has begun
 * five minutes later, which hurts nothing, since a run is done once.
 */
public final class Inbox {
    static final Duration QUIET = Duration.ofMinutes(1);
    static final Duration LOST = Duration.ofMinutes(5);
    private static final int TRIES = 100;

    private final InboxStore store;
    private final RunStore runs;
    private final Clock clock;

    /** Creates the inboxes over the store and the records of runs. */
    public Inbox(InboxStore store, RunStore runs, Clock clock) {
        this.store = store;
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * Says what came of an event.
     *
     * @param run the run that will look at what the event names
     * @param message the message to queue now, or null if it is not yet time
     */
    record Noted(Run run, @Nullable String message) {}

    /** Notes an event. */
    Noted note(String target, BackupScope scope) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<Kept> kept = store.find(target);
            InboxState before = kept.map(Kept::state).orElse(InboxState.EMPTY);
            BackupMessage waiting = before.next();
            BackupMessage next = waiting == null
                    ? new BackupMessage(run(target, before), scope)
                    : new BackupMessage(waiting.run(), waiting.scope().plus(scope));
            boolean now = isTime(before);
            InboxState after = now ? before.sending(clock.instant(), next) : before.waiting(next);
            if (replace(target, kept, after)) {
                if (waiting == null) {
                    runs.create(next.run());
                }
                return new Noted(next.run(), now ? next.write() : null);
            }
        }
        throw busy(target);
    }

    /**
     * Returns a new run, requested for when its message will be sent: the ids of backups are made of that time, and this one's must
     * sort after that of the last one, on which it stands.
     */
    private Run run(String target, InboxState before) {
        Instant now = clock.instant();
        Instant last = before.last();
        Instant due = last == null || isTime(before) ? now : last.plus(QUIET);
        return Run.queued(RunId.next(due), BackupMessage.JOB, target, due);
    }

    /** Returns the messages of a target that are to be queued now: what the minute gathered, and what got lost. */
    List<String> sweep(String target) {
        Optional<Kept> kept = store.find(target);
        if (kept.isEmpty()) {
            return List.of();
        }
        InboxState before = kept.get().state();
        Instant now = clock.instant();
        List<Sent> onTheWay = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        for (Sent sent : before.sent()) {
            if (begun(sent.message())) {
                continue;
            }
            boolean lost = !now.isBefore(sent.at().plus(LOST));
            onTheWay.add(lost ? new Sent(now, sent.message()) : sent);
            if (lost) {
                messages.add(sent.message().write());
            }
        }
        InboxState after = before.onTheWay(onTheWay);
        BackupMessage next = before.next();
        if (next != null && isTime(before)) {
            after = after.sending(now, next);
            messages.add(next.write());
        }
        // If somebody was faster, the next sweep looks again.
        boolean ours = after.equals(before) || replace(target, kept, after);
        return ours ? messages : List.of();
    }

    private boolean isTime(InboxState state) {
        Instant last = state.last();
        return last == null || !clock.instant().isBefore(last.plus(QUIET));
    }

    private boolean begun(BackupMessage message) {
        return runs.find(message.run().id())
                .filter(recorded -> !recorded.run().untouched())
                .isPresent();
    }

    private boolean replace(String target, Optional<Kept> kept, InboxState after) {
        return store.replace(target, kept.map(Kept::mark).orElse(null), after);
    }

    private static ServiceException busy(String target) {
        return new ServiceException("Blob Storage", "the inbox of " + target + " keeps changing", true, null);
    }
}
