package io.grafanakeeper.settings;

/** Says how to sign in to a Grafana; {@code secret} is always the name of a Key Vault secret, never its value. */
public sealed interface Auth {
    /** Signs in with an Entra token of the app's own identity. */
    record Entra() implements Auth {}

    /** Signs in with an Entra token of a service principal whose client secret is in Key Vault. */
    record ServicePrincipal(String tenant, String clientId, String secret) implements Auth {}

    /** Signs in with a service-account token as {@code Authorization: Bearer}. */
    record Token(String secret) implements Auth {}

    /** Signs in with a user's name and the password in Key Vault. */
    record Basic(String user, String secret) implements Auth {}

    /** Signs in as the user {@code api_key} with a legacy key from Key Vault as the password. */
    record ApiKey(String secret) implements Auth {}
}
