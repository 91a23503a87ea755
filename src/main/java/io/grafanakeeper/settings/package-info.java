/**
 * Reads the configuration into records, once, and reports every fault of it at once with its line and the allowed values.
 *
 * <p>Start reading at {@link io.grafanakeeper.settings.SettingsSource}, which decides where the configuration stands,
 * then at {@link io.grafanakeeper.settings.SettingsReader}, which reads it. A section of the file has a reader of its
 * own ({@code TargetReader}, {@code CredentialReader}, {@code QueryReader}, {@code WebhookReader}). No record here holds
 * a secret: a setting called {@code secret} or {@code notify} is the name of a Key Vault secret, and a file that holds a
 * secret's value is refused without repeating it.
 */
@NullMarked
package io.grafanakeeper.settings;

import org.jspecify.annotations.NullMarked;
