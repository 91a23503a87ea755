package io.grafanakeeper.grafana;

import java.io.IOException;

/** Reads the body of a good answer. What it cannot read counts as a bad answer, and a repeatable request is sent again. */
@FunctionalInterface
interface AnswerReader<T> {
    T read(Answer answer) throws IOException;
}
