package io.grafanakeeper.sandbox.host;

import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import java.util.Set;

/** Says what makes a function run; texts are as annotated, before settings are put in. */
sealed interface Trigger {
    /** An HTTP route below the prefix; no methods means all of them. */
    record Http(String route, Set<String> methods, AuthorizationLevel level) implements Trigger {}

    /** A schedule of six fields. */
    record Timer(String schedule) implements Trigger {}

    /** A storage queue, and the name of the setting that tells where it is. */
    record Queue(String queue, String connection) implements Trigger {}

    /** A delivery of Event Grid. */
    record EventGrid() implements Trigger {}
}
