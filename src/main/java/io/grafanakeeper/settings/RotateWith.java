package io.grafanakeeper.settings;

/** Says who makes the new token when a credential is rotated. */
public sealed interface RotateWith {
    /** The target's own {@code auth}; the default. */
    record TargetAuth() implements RotateWith {}

    /** The app's identity, through Entra, whatever the target's {@code auth} is. */
    record AppIdentity() implements RotateWith {}

    /** The very token that is being rotated. */
    record Self() implements RotateWith {}

    /** Another token, by the name of the Key Vault secret that holds it. */
    record OtherSecret(String secret) implements RotateWith {}
}
