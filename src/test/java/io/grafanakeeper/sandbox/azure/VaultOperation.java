package io.grafanakeeper.sandbox.azure;

/** What may be asked of the secrets of a Key Vault, with the data action a role must hold for it. */
public enum VaultOperation {
    GET("getSecret/action"),
    SET("setSecret/action"),
    UPDATE("update/action"),
    LIST("readMetadata/action"),
    LIST_VERSIONS("readMetadata/action"),
    DELETE("delete"),
    GET_DELETED("readMetadata/action"),
    LIST_DELETED("readMetadata/action"),
    RECOVER("recover/action"),
    PURGE("purge/action");

    private final String action;

    VaultOperation(String action) {
        this.action = action;
    }

    /** Returns the action as a 403 names it. */
    String action() {
        return "Microsoft.KeyVault/vaults/secrets/" + action;
    }
}
