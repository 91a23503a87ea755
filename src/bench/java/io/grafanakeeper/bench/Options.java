package io.grafanakeeper.bench;

import io.grafanakeeper.sandbox.grafana.Flavour;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Says what to measure. Each is a system property {@code bench.<name>}.
 *
 * @param grafana the version to behave like, such as {@code 13.1.0}, which has the Kubernetes-style API (11.6.3)
 * @param dashboards how many dashboards there are (2000)
 * @param kilobytes how long each is, in 1,024 bytes of JSON as Grafana gives it (40)
 * @param roundTrip how much later each answer of Grafana comes, set in milliseconds (20)
 * @param concurrency how many requests the app may have in flight (16)
 * @param folders how many folders there are, all levels counted; the dashboards are spread over them evenly (10)
 * @param nested how many of the folders are on the third level (0)
 * @param sample how many dashboards the sequential reference reads at least; 0 leaves the reference out (200)
 * @param heap the app's {@code -Xmx} (128m)
 * @param jvm more options of the app's JVM, separated by blanks ({@code -XX:TieredStopAtLevel=1}, which the platform sets)
 */
record Options(
        Flavour grafana,
        int dashboards,
        int kilobytes,
        Duration roundTrip,
        int concurrency,
        int folders,
        int nested,
        int sample,
        String heap,
        List<String> jvm) {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    Options {
        jvm = List.copyOf(jvm);
        if (dashboards < 1 || kilobytes < 1 || concurrency < 1 || folders < 1 || nested < 0 || sample < 0) {
            throw new IllegalArgumentException("a count is too small: " + dashboards + " dashboards of " + kilobytes
                    + " KB, concurrency " + concurrency + ", folders " + folders + ", " + nested
                    + " of them nested, sample "
                    + sample);
        }
        if (nested > 0 && folders < nested + 2) {
            throw new IllegalArgumentException("folders on the third level need two above them: " + folders
                    + " folders cannot hold " + nested + " nested ones");
        }
    }

    /** Reads the system properties. */
    static Options read() {
        return new Options(
                grafana(System.getProperty("bench.grafana", Flavour.V11_6.version())),
                number("dashboards", 2000),
                number("kilobytes", 40),
                Duration.ofMillis(number("roundTrip", 20)),
                number("concurrency", 16),
                number("folders", 10),
                number("nested", 0),
                number("sample", 200),
                System.getProperty("bench.heap", "128m"),
                words(System.getProperty("bench.jvm", "-XX:TieredStopAtLevel=1")));
    }

    /** Returns the size of each dashboard in bytes. */
    int bytes() {
        return kilobytes * 1024;
    }

    private static Flavour grafana(String version) {
        return Arrays.stream(Flavour.values())
                .filter(flavour -> flavour.version().equals(version))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("bench.grafana is not a version that we know: " + version));
    }

    private static int number(String name, int otherwise) {
        String text = System.getProperty("bench." + name);
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("bench." + name + " is not a whole number: " + text, e);
        }
    }

    private static List<String> words(String text) {
        return BLANKS.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
    }
}
