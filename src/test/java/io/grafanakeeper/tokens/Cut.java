package io.grafanakeeper.tokens;

import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.sandbox.grafana.Fault;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Spoils one call of a rotation, to Grafana, to the vault or to the lock, and counts the calls. After a kill nothing more gets
 * through, whatever the code still tries: the process is dead.
 */
public final class Cut implements InMemoryVault.Spoiler {
    private static final Duration LONG = Duration.ofMillis(400);
    /** Does nothing, and is not worth another try. */
    private static final Fault NOTHING = Fault.status(400, "nobody is there");

    private final int at;
    private final Mode mode;
    private final Runnable check;
    private int calls;
    private boolean dead;

    /** Names what goes wrong. */
    public enum Mode {
        KILLED_BEFORE,
        KILLED_AFTER,
        ANSWER_LOST,
        REFUSED,
        TIMED_OUT
    }

    /**
     * Creates a cut.
     *
     * @param at the number of the call to spoil, from 1; 0 for none
     * @param check what must be true before and after each call
     */
    public Cut(int at, Mode mode, Runnable check) {
        this.at = at;
        this.mode = mode;
        this.check = check;
    }

    /** Returns how many calls there were. */
    public synchronized int calls() {
        return calls;
    }

    /** Counts a call; tells whether it is the one to spoil. */
    private synchronized boolean hit() {
        check.run();
        calls++;
        boolean hit = calls == at;
        dead |= hit && (mode == Mode.KILLED_BEFORE || mode == Mode.KILLED_AFTER);
        return hit;
    }

    private synchronized boolean dead() {
        return dead;
    }

    /** Counts a call to Grafana and says what becomes of it. */
    public Fault grafana() {
        if (dead()) {
            return NOTHING;
        }
        if (!hit()) {
            return Fault.pass();
        }
        return switch (mode) {
            case KILLED_BEFORE -> NOTHING;
            case KILLED_AFTER, ANSWER_LOST -> Fault.appliedThenReset();
            case REFUSED -> Fault.status(500, "database is locked");
            case TIMED_OUT -> Fault.hang(LONG);
        };
    }

    /** Counts a look at the lock and says whether it is held. */
    public boolean lockHeld() {
        return !dead() && !hit();
    }

    @Override
    public <T> T read(Supplier<T> call) {
        if (dead() || hit()) {
            throw new ServiceException("Key Vault", "cut", true, null);
        }
        T answer = call.get();
        check.run();
        return answer;
    }

    @Override
    public TokenVault.Written write(Runnable call) {
        if (dead()) {
            throw new ServiceException("Key Vault", "dead", true, null);
        }
        if (!hit()) {
            call.run();
            check.run();
            return TokenVault.Written.YES;
        }
        if (mode == Mode.REFUSED) {
            throw new ServiceException("Key Vault", "cut", true, null);
        }
        if (mode == Mode.KILLED_AFTER || mode == Mode.ANSWER_LOST) {
            call.run();
            check.run();
        }
        return TokenVault.Written.UNKNOWN;
    }
}
