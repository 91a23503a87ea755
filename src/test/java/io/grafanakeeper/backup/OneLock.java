package io.grafanakeeper.backup;

import io.grafanakeeper.concurrent.Interleavings.Turns;
import io.grafanakeeper.runs.Lock;
import io.grafanakeeper.runs.Locks;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Is the one lock that the actors of a scene contend for; it can be lost. */
final class OneLock {
    private volatile @Nullable Lock holder;

    /** Returns the locks as one actor sees them: it waits for its turn to take the lock, and again to look whether it is held. */
    Locks seenBy(Turns turns) {
        return new Locks() {
            @Override
            public Optional<Lock> tryLock(String name) {
                return await(name, Duration.ZERO);
            }

            @Override
            public Optional<Lock> await(String name, Duration patience) {
                turns.step("takes the lock", () -> holder == null);
                Lock lock = new Held(turns);
                holder = lock;
                return Optional.of(lock);
            }
        };
    }

    /** Takes the lock away from whoever holds it. */
    void lose() {
        holder = null;
    }

    boolean taken() {
        return holder != null;
    }

    private final class Held implements Lock {
        private final Turns turns;

        Held(Turns turns) {
            this.turns = turns;
        }

        @Override
        public boolean held() {
            turns.step("acts under the lock", () -> true);
            return holder == this;
        }

        @Override
        public void release() {
            if (holder == this) {
                holder = null;
            }
        }

        @Override
        public void abandon() {
            release();
        }
    }
}
