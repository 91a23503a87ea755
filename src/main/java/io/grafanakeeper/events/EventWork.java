package io.grafanakeeper.events;

import io.grafanakeeper.runs.BackupScope;
import io.grafanakeeper.runs.Explanation;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.Kind;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.settings.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Notes what happens and says which backups are to be queued now. */
public final class EventWork {
    private static final int LONGEST_BODY = 1024 * 1024;

    private final Supplier<Settings> settings;
    private final Webhooks webhooks;
    private final Inbox inbox;

    /** Creates the work over the guard of the webhooks and the inboxes. */
    public EventWork(Supplier<Settings> settings, Webhooks webhooks, Inbox inbox) {
        this.settings = settings;
        this.webhooks = webhooks;
        this.inbox = inbox;
    }

    /**
     * Notes a call of a target's webhook.
     *
     * @throws NotAuthenticException whatever is wrong with the signature, and also if there is no such webhook
     * @throws ProblemException if an authentic call cannot be understood, or any is too large
     */
    Inbox.Noted call(String target, Map<String, String> headers, String text, Logger log) {
        // A character is at least a byte, so that what is far too large is not even copied.
        byte[] body = text.length() > LONGEST_BODY ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        if (text.length() > LONGEST_BODY || body.length > LONGEST_BODY) {
            throw ProblemException.tooLarge("the body is larger than 1 MiB");
        }
        Webhooks.Verdict verdict = webhooks.look(target, headers, body);
        if (verdict.refusal() != null) {
            log.warning(() -> "refused a call of a webhook: " + verdict.refusal());
            throw new NotAuthenticException();
        }
        Inbox.Noted noted = inbox.note(target, WebhookBody.read(body));
        // Only now: if the storage failed before, the caller's repetition would be refused and the event lost. Of
        // replays that arrive before this at two instances each is noted, which the inbox makes one backup of.
        webhooks.useUp(verdict);
        return noted;
    }

    /** Notes the events of a delivery and returns the messages that are to be queued now. */
    List<String> changed(String delivery, Logger log) {
        List<String> messages = new ArrayList<>();
        for (DashboardEvent event : DashboardEvent.read(delivery, log)) {
            for (Target target : settings.get().targets().values()) {
                event.uidIn(target)
                        .map(uid -> inbox.note(target.name(), scope(uid, event.deleted())))
                        .map(Inbox.Noted::message)
                        .ifPresent(messages::add);
            }
        }
        return messages;
    }

    /** Returns the messages that are to be queued now; an inbox that cannot be read does not keep back those of others. */
    List<String> sweep(Logger log) {
        List<String> messages = new ArrayList<>();
        for (String target : listening()) {
            try {
                messages.addAll(inbox.sweep(target));
            } catch (ServiceException e) {
                log.log(
                        Level.WARNING,
                        () -> "the inbox of " + target + ": "
                                + Explanation.of(e).text());
            }
        }
        return messages;
    }

    private List<String> listening() {
        Settings now = settings.get();
        return now.targets().values().stream()
                .filter(target -> target.kind() == Kind.MONITOR
                        || now.webhook(target.name()).isPresent())
                .map(Target::name)
                .toList();
    }

    private static BackupScope scope(String uid, boolean deleted) {
        SortedSet<String> one = new TreeSet<>(List.of(uid));
        return new BackupScope(one, deleted ? one : new TreeSet<>(), deleted ? "deleted in Azure" : "written in Azure");
    }
}
