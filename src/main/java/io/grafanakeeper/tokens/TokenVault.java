package io.grafanakeeper.tokens;

import io.grafanakeeper.runs.ServiceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Keeps tokens in secrets with versions. Thread-safe.
 *
 * <p>Every method throws {@link ServiceException} if the vault refuses or does not answer.
 */
public interface TokenVault {
    /** Returns the current version of a secret, empty if there is no such secret. */
    Optional<SecretVersion> current(String secret);

    /** Returns the tags of all versions of a secret, in no order. */
    List<Map<String, String>> tagsOfAllVersions(String secret);

    /**
     * Makes sure that a secret which does not exist can be made.
     *
     * @throws ServiceException if a deleted secret that can be recovered holds the name, with the way out
     */
    void requireFree(String secret);

    /**
     * Writes the next version of a secret. Waits as long as the vault asks when it is throttled.
     *
     * @param goOn asked before each try; when it says no, nothing more is sent
     * @return whether it is written; {@link Written#UNKNOWN} if the answer was lost
     * @throws ServiceException if it is certainly not written
     */
    Written write(String secret, NewSecret version, BooleanSupplier goOn);

    /** Tells what became of a write. */
    enum Written {
        /** The vault said so. */
        YES,
        /** The vault did not answer, or with an error that leaves it open. */
        UNKNOWN
    }
}
