package io.grafanakeeper.azure;

import com.microsoft.aad.msal4j.AuthenticationErrorCode;
import com.microsoft.aad.msal4j.MsalException;
import com.microsoft.aad.msal4j.MsalJsonParsingException;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells the SDK's failures apart by their types and by who threw them, never by their texts: a parser's text quotes the answer, and
 * so a secret's value or a token.
 */
final class SdkFailure {
    private static final List<String> PARSERS = List.of("com.azure.json.", "com.azure.xml.", "com.fasterxml.");
    private static final Set<String> NETWORK =
            Set.of("java.net", "java.net.http", "javax.net.ssl", "java.nio.channels", "jdk.internal.net.http");

    private static final String OURS = "io.grafanakeeper.";
    private static final List<String> SDK = List.of("com.azure.", "com.microsoft.aad.", "reactor.");

    /** Who throws a plain {@link IOException} for a lost or broken connection. */
    private static final List<String> CLIENT = List.of("jdk.internal.net.http.", "sun.nio.ch.", "sun.security.ssl.");

    private SdkFailure() {}

    /** Tells whether there was no answer, or not the whole of one. */
    static boolean transport(Throwable failure) {
        return any(failure, cause -> cause instanceof IOException || cause instanceof TimeoutException)
                && !unreadable(failure);
    }

    /** Tells whether an answer came that could not be parsed. */
    static boolean unreadable(Throwable failure) {
        return any(failure, cause -> parser(cause) || (cause instanceof IOException io && !network(io)));
    }

    /** Returns a failure to keep as a cause, or null if it may quote an answer: the worker logs a cause with its text. */
    static @Nullable Throwable quotable(Throwable failure) {
        return any(failure, SdkFailure::parser) ? null : failure;
    }

    /** Tells whether the failure began in our own code that runs within a call of the SDK, such as what it does with a listed blob. */
    static boolean ours(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        for (StackTraceElement frame : root.getStackTrace()) {
            if (SDK.stream().anyMatch(frame.getClassName()::startsWith)) {
                return false;
            }
            if (frame.getClassName().startsWith(OURS)) {
                return true;
            }
        }
        return true;
    }

    private static boolean any(Throwable failure, Predicate<Throwable> test) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (test.test(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean parser(Throwable cause) {
        String type = cause.getClass().getName();
        return PARSERS.stream().anyMatch(type::startsWith)
                || cause instanceof MsalJsonParsingException
                || (cause instanceof MsalException msal
                        && AuthenticationErrorCode.INVALID_JSON.equals(msal.errorCode()));
    }

    private static boolean network(IOException cause) {
        if (cause.getClass() != IOException.class) {
            return cause instanceof EOFException
                    || NETWORK.contains(cause.getClass().getPackageName());
        }
        StackTraceElement[] stack = cause.getStackTrace();
        return stack.length > 0 && CLIENT.stream().anyMatch(stack[0].getClassName()::startsWith);
    }
}
