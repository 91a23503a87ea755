package io.grafanakeeper.sandbox.azure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Refuses an operation with Key Vault's status and codes. */
final class VaultError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;
    private final String code;
    private final @Nullable String innerCode;

    VaultError(int status, String code, @Nullable String innerCode, String message) {
        super(message);
        this.status = status;
        this.code = code;
        this.innerCode = innerCode;
    }

    static VaultError badParameter(String message) {
        return new VaultError(400, "BadParameter", null, message);
    }

    static VaultError notFound(String nameOrId) {
        return new VaultError(
                404,
                "SecretNotFound",
                null,
                "A secret with (name/id) " + nameOrId + " was not found in this key vault. If you recently deleted this"
                        + " secret you may be able to recover it using the correct recovery command.");
    }

    static VaultError notDeleted(String name) {
        return new VaultError(404, "SecretNotFound", null, "Deleted Secret not found: " + name);
    }

    static VaultError deletedButRecoverable(String name) {
        return new VaultError(
                409,
                "Conflict",
                "ObjectIsDeletedButRecoverable",
                "Secret " + name + " is currently in a deleted but recoverable state, and its name cannot be reused; in"
                        + " this state, the secret can only be recovered or purged.");
    }

    static VaultError disabled() {
        return new VaultError(403, "Forbidden", "SecretDisabled", "Operation get is not allowed on a disabled secret.");
    }

    static VaultError noRole(String action) {
        return new VaultError(
                403,
                "Forbidden",
                "ForbiddenByRbac",
                "Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments or role"
                        + " definitions were changed recently, please observe propagation time.\r\nAction: '" + action
                        + "'\r\nAssignment: (not found)\r\nDecisionReason: null\r\nVault: keepersandbox\r\n");
    }

    Answer answer() {
        ObjectNode error = JSON.createObjectNode().put("code", code).put("message", getMessage());
        if (innerCode != null) {
            error.putObject("innererror").put("code", innerCode);
        }
        return Answer.json(status, JSON.createObjectNode().set("error", error));
    }
}
