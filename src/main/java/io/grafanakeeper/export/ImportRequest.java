package io.grafanakeeper.export;

import io.grafanakeeper.settings.Kind;
import java.time.Instant;
import java.util.Optional;

/**
 * Says what to import.
 *
 * @param target the name of the target whose backup it becomes
 * @param kind the target's kind
 * @param source the archive
 * @param at the time that the backup is to bear, empty to take the archive's
 * @param partial whether to leave out what cannot be taken
 */
record ImportRequest(String target, Kind kind, ArchiveSource source, Optional<Instant> at, boolean partial) {}
