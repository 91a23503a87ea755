package io.grafanakeeper.sandbox.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;

/** Puts text into queue messages and takes it out, as host.json's {@code messageEncoding} says. */
enum MessageEncoding {
    NONE {
        @Override
        String encode(String text) {
            return text;
        }

        @Override
        Optional<String> decode(String message) {
            return Optional.of(message);
        }
    },
    BASE64 {
        @Override
        String encode(String text) {
            return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
        }

        @Override
        Optional<String> decode(String message) {
            try {
                return Optional.of(new String(Base64.getDecoder().decode(message.strip()), UTF_8));
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
        }
    };

    abstract String encode(String text);

    /** Returns the text, or nothing when the message was not written in this encoding. */
    abstract Optional<String> decode(String message);
}
