package io.grafanakeeper.export;

import io.grafanakeeper.settings.Target;
import java.time.Instant;
import java.util.Optional;

/**
 * Says what to import.
 *
 * @param target whose backup it becomes
 * @param source the archive
 * @param at the time that the backup is to bear, empty to take the archive's
 * @param partial whether to leave out what cannot be taken
 */
record ImportRequest(Target target, ArchiveSource source, Optional<Instant> at, boolean partial) {}
