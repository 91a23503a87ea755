package io.grafanakeeper.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the rows of made-up answers against simpler ways to the same. */
@SuppressWarnings("NullAway.Init") // the folder is set before each test
class FramesPropertiesTest {
    private static final int ROUNDS = 150;

    @TempDir
    private Path folder;

    @Test
    void givesTheRowsThatReadingAllIntoMemoryGives() throws IOException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            String answer = new RandomAnswer(seed).json();
            AnswerFile file = AnswerFile.of(folder, answer.getBytes(StandardCharsets.UTF_8));
            assertEquals(NaiveRows.csv(answer), file.csv(), answer);
            for (String line : file.jsonl().lines().toList()) {
                JsonNode row = LosslessJson.read(line.getBytes(StandardCharsets.UTF_8));
                assertTrue(row.isObject() && row.size() >= 3, line);
            }
        }
    }

    @Test
    void endsWithRowsOrAClearExceptionWhateverIsDamaged() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            int refused = 0;
            for (int seed = 0; seed < ROUNDS; seed++) {
                byte[] answer = new RandomAnswer(seed).json().getBytes(StandardCharsets.UTF_8);
                refused += refused(damaged(answer, new Random(seed))) ? 1 : 0;
            }
            assertTrue(refused > ROUNDS / 2, "only " + refused + " were refused");
        });
    }

    private boolean refused(byte[] answer) throws IOException {
        AnswerFile file = AnswerFile.of(folder, answer);
        try {
            file.csv();
            file.jsonl();
            return false;
        } catch (FramesException e) {
            return true;
        }
    }

    private static byte[] damaged(byte[] answer, Random random) {
        if (random.nextInt(3) == 0) {
            return Arrays.copyOf(answer, random.nextInt(answer.length));
        }
        byte[] other = answer.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String replacements = "\"\\[]{},:0-e.nt \u0000\u0080\n";
            other[random.nextInt(other.length)] = (byte) replacements.charAt(random.nextInt(replacements.length()));
        }
        return other;
    }

    @Test
    void readsValuesLongerThanItsBuffersWhereverTheyLie() throws IOException {
        Random random = new Random(1);
        List<String> values = new ArrayList<>();
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            String text = "é".repeat(random.nextInt(120)) + "x".repeat(random.nextInt(40));
            values.add("\"" + text + "\\n\"");
            rows.append('"').append(text).append("\n\"\n");
        }
        String array = "[" + String.join(" , ", values) + "]";
        Path file = Files.writeString(folder.resolve("column.json"), array);
        for (int size : new int[] {1, 7, 8, 64, 100_000}) {
            StringBuilder read = new StringBuilder();
            try (FileChannel channel = FileChannel.open(file)) {
                ColumnCursor cursor = new ColumnCursor(channel, new Region(0, Files.size(file)), size);
                while (cursor.next()) {
                    read.append('"').append(cursor.cell().text()).append("\"\n");
                }
            }
            assertEquals(rows.toString(), read.toString());
        }
    }

    @Test
    void holdsBuffersOfABoundedSizeHoweverManyColumnsAndRowsThereAre() throws IOException {
        for (int columns : new int[] {3, 600}) {
            String column = "[" + String.join(",", Collections.nCopies(60_000 / columns, "123456789012345678")) + "]";
            Path file = Files.writeString(
                    folder.resolve("wide.json"), String.join(",", Collections.nCopies(columns, column)));
            List<Region> regions = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                long start = i * (column.length() + 1L);
                regions.add(new Region(start, start + column.length()));
            }
            Field field = new Field("n", "", FieldType.NUMBER, new TreeMap<>(), List.of());
            try (FileChannel channel = FileChannel.open(file)) {
                ByColumnCursor cursor = new ByColumnCursor(
                        channel,
                        Collections.nCopies(columns, field),
                        new FrameData.ByColumn(regions, List.of(), List.of()));
                long rows = 0;
                while (cursor.next()) {
                    rows++;
                }
                assertEquals(60_000 / columns, rows);
                long bytes = cursor.bufferBytes();
                assertTrue(
                        bytes <= 4 * 1024 * 1024 + 8L * columns && bytes <= columns * (16 * 1024 + 8L),
                        bytes + " bytes");
            }
        }
    }
}
