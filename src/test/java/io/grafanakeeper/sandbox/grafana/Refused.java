package io.grafanakeeper.sandbox.grafana;

/** Ends a handler early with the answer that says why. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Refused(Answer answer) {
        super(Integer.toString(answer.status()), null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
