package io.grafanakeeper.rotation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.Meter;
import io.grafanakeeper.runs.Explanation;
import io.grafanakeeper.runs.Failure;
import io.grafanakeeper.runs.JobRunner;
import io.grafanakeeper.runs.Lock;
import io.grafanakeeper.runs.Locks;
import io.grafanakeeper.runs.Outcome;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.CredentialSettings;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.tokens.DueDate;
import io.grafanakeeper.tokens.Rotation;
import io.grafanakeeper.tokens.RotationOrder;
import io.grafanakeeper.tokens.SecretVersion;
import io.grafanakeeper.tokens.TokenRotation;
import io.grafanakeeper.tokens.TokenVault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Queues rotations and does them, one at a time a credential across all instances of the app. */
public final class RotationWork {
    /** Shorter than an instance's time for one call, longer than a rotation usually takes. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Credentials credentials;
    private final Function<CredentialSettings, GrafanaClient> clients;
    private final Supplier<? extends TokenVault> vault;
    private final Locks locks;
    private final JobRunner runner;
    private final AttemptLog attempts;
    private final Clock clock;

    /**
     * Creates the work.
     *
     * @param clients gives the client of whoever rotates a credential
     */
    public RotationWork(
            Supplier<Settings> settings,
            Function<CredentialSettings, GrafanaClient> clients,
            Supplier<? extends TokenVault> vault,
            Locks locks,
            JobRunner runner,
            AttemptLog attempts,
            Clock clock) {
        this.credentials = new Credentials(settings);
        this.clients = clients;
        this.vault = vault;
        this.locks = locks;
        this.runner = runner;
        this.attempts = attempts;
        this.clock = clock;
    }

    Credentials credentials() {
        return credentials;
    }

    /** Returns a message for each credential; the worker finds out which are due. */
    List<String> queueAll() {
        return credentials.all().stream()
                .map(credential -> new RotationMessage(
                                runner.next(RotationMessage.JOB, credential.target()), credential.name(), false, null)
                        .write())
                .toList();
    }

    /**
     * Records a run that rotates a credential.
     *
     * @param force whether to rotate before it is time; the run then replaces the version that is current now and no other, so
     *     that a rotation which another trigger asked for at the same instant counts for this one too
     */
    RotationMessage queue(CredentialSettings credential, boolean force) {
        String version = force
                ? vault.get()
                        .current(credential.secret())
                        .map(SecretVersion::id)
                        .orElse("")
                : null;
        return new RotationMessage(
                runner.queue(RotationMessage.JOB, credential.target()), credential.name(), force, version);
    }

    /** Returns the messages for a secret that an event says is about to expire; none if it is no secret of ours. */
    List<String> queueExpiring(String secret, @Nullable String version) {
        return credentials.keptIn(secret).stream()
                .map(credential -> new RotationMessage(
                                runner.next(RotationMessage.JOB, credential.target()),
                                credential.name(),
                                false,
                                version)
                        .write())
                .toList();
    }

    /**
     * Works on one message.
     *
     * @throws RuntimeException if the work may succeed when the queue delivers the message again
     */
    void work(String message, Logger log) {
        RotationMessage read = RotationMessage.read(message);
        runner.run(read.run(), log, (run, progress) -> rotate(read, run));
    }

    private Outcome rotate(RotationMessage message, Run run) {
        CredentialSettings credential = credentials.configured(message.credential());
        RotationOrder order = new RotationOrder(credential, message.force(), message.version());
        return locks.locked("credential-" + credential.name(), PATIENCE, lock -> rotate(order, run, lock))
                .orElseThrow(() -> new ServiceException(
                        "Blob Storage",
                        "another run has been rotating the credential " + credential.name() + " all the while",
                        true,
                        null));
    }

    private Outcome rotate(RotationOrder order, Run run, Lock lock) {
        CredentialSettings credential = order.credential();
        Meter meter = new Meter();
        Rotation rotation;
        try {
            GrafanaClient grafana = clients.apply(credential).countedBy(meter);
            rotation = new TokenRotation(vault.get(), clock).rotate(order, grafana, lock);
        } catch (RuntimeException e) {
            throw failed(credential, run, e);
        }
        if (rotation.outcome() != Rotation.Outcome.NOT_CURRENT || failedBefore(credential, run)) {
            attempts.record(credential.name(), new Attempt(run.id(), clock.instant(), leftOver(rotation)));
        }
        return new Outcome(meter.tell(result(credential, rotation)), rotation.failures(), 1);
    }

    /**
     * Tells whether the last attempt was an earlier one of this run and failed. If the version is no longer the current one then,
     * that attempt wrote the next one after all.
     */
    private boolean failedBefore(CredentialSettings credential, Run run) {
        return attempts.last(credential.name())
                .filter(last -> last.run().equals(run.id()) && last.error() != null)
                .isPresent();
    }

    private static @Nullable String leftOver(Rotation rotation) {
        return rotation.failures().isEmpty()
                ? null
                : rotation.failures().stream().map(Failure::reason).collect(Collectors.joining("; "));
    }

    /** Remembers the failure, and says how long the credential will still work. */
    private RuntimeException failed(CredentialSettings credential, Run run, RuntimeException failure) {
        Explanation explanation = Explanation.of(failure);
        String words = "the credential could not be rotated: " + explanation.text() + deadline(credential, failure);
        try {
            attempts.record(credential.name(), new Attempt(run.id(), clock.instant(), words));
        } catch (ServiceException e) {
            failure.addSuppressed(e);
        }
        return explanation.expected()
                ? new ServiceException("Credential " + credential.name(), words, explanation.retryable(), failure)
                : failure;
    }

    private String deadline(CredentialSettings credential, RuntimeException failure) {
        try {
            Instant now = clock.instant();
            Optional<SecretVersion> current = vault.get().current(credential.secret());
            return DueDate.reason(credential, current, now)
                    .map(due -> "; replace it soon: " + due)
                    .orElse("");
        } catch (ServiceException e) {
            failure.addSuppressed(e);
            return "; when it expires is not known";
        }
    }

    private static ObjectNode result(CredentialSettings credential, Rotation rotation) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("credential", credential.name())
                .put("outcome", rotation.outcome().text())
                .put("reason", rotation.reason())
                .put("secret", credential.secret());
        SecretVersion current = rotation.current();
        if (current != null) {
            json.put("version", current.id());
            json.put(
                    "expires",
                    current.expires() == null ? null : current.expires().toString());
        }
        if (!rotation.kind().isEmpty()) {
            json.put("kind", rotation.kind());
        }
        ArrayNode deleted = json.putArray("deletedTokens");
        rotation.deleted().forEach(deleted::add);
        return json;
    }
}
