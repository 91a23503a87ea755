package io.grafanakeeper.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.runs.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TarReaderTest {
    private final List<String> files = new ArrayList<>();
    private final List<String> duplicates = new ArrayList<>();

    @Test
    void readsTarAndTarGzAlike() {
        byte[] tar =
                new Tars().file("./a//b.json", "{}").file("ünïcode/ö.json", "1").tar();
        read(tar);
        read(Tars.gzip(tar));
        assertEquals(List.of("a/b.json", "ünïcode/ö.json", "a/b.json", "ünïcode/ö.json"), files);
    }

    @Test
    void refusesNamesThatLeaveTheArchive() {
        for (String name : List.of(
                "../evil.json",
                "a/../../evil.json",
                "/etc/evil.json",
                "C:/evil.json",
                "c:evil.json",
                "a\\..\\evil.json",
                "\\\\host\\evil.json",
                "a/..")) {
            String words =
                    refusal(new Tars().file("good.json", "{}").file(name, "{}").gzip());
            assertTrue(words.contains(name), words);
        }
    }

    @Test
    void refusesControlCharactersInNamesAndDoesNotRepeatThem() {
        String words = refusal(new Tars().file("a\u001b[2Jb.json", "{}").gzip());
        assertTrue(words.contains("a?[2Jb.json") && words.contains("control characters"), words);
    }

    @Test
    void refusesLinksAndDevices() {
        for (byte flag : new byte[] {
            TarConstants.LF_LINK,
            TarConstants.LF_SYMLINK,
            TarConstants.LF_CHR,
            TarConstants.LF_BLK,
            TarConstants.LF_FIFO
        }) {
            String words = refusal(new Tars().special("odd.json", flag).gzip());
            assertTrue(words.contains("odd.json") && words.contains("special file"), words);
        }
    }

    @Test
    void refusesAFileThatIsTooLargeBeforeReadingIt() {
        byte[] start = Arrays.copyOf(header("large.json", TarReader.LARGEST_FILE + 1), 512 + 100);
        String words = refusal(Tars.gzip(start));
        assertTrue(words.contains("large.json") && words.contains("64 MB"), words);
    }

    @Test
    void refusesABombOfZeros() {
        Tars tars = new Tars();
        byte[] zeros = new byte[48 * 1024 * 1024];
        String words = refusal(tars.file("zeros.json", zeros).gzip());
        assertTrue(words.contains("zeros.json") && words.contains("times its size"), words);
    }

    @Test
    void refusesANameWithoutEndBeforeItFillsTheMemory() {
        // A GNU long name is read into memory whole by whoever reads the archive.
        byte[] longName = header("././@LongLink", 1L << 30);
        longName[156] = TarConstants.LF_GNUTYPE_LONGNAME;
        checksum(longName);
        InputStream endless = new SequenceInputStream(new ByteArrayInputStream(longName), new Noise(1L << 30));
        ProblemException refused = assertThrows(ProblemException.class, () -> TarReader.read(endless, visitor()));
        assertTrue(String.valueOf(refused.getMessage()).contains("absurdly large"), refused.getMessage());
    }

    @Test
    void refusesAnArchiveThatIsCutAnywhere() {
        byte[] whole = new Tars()
                .file("a.json", "x".repeat(3000))
                .file("b.json", "y".repeat(3000))
                .gzip();
        for (int length = 1; length < whole.length; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(ProblemException.class, () -> TarReader.read(new ByteArrayInputStream(cut), visitor()));
        }
    }

    @Test
    void refusesWhatIsNoArchive() {
        for (String text : List.of("PK\u0003\u0004 a zip file", "{\"a\":1}", "x".repeat(5000), "")) {
            refusal(text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void answersRandomDamageWithARefusalOrAReadingAndNothingElse() {
        byte[] whole = new Tars()
                .file("a/b.json", "{\"a\":1}")
                .file("c.json", "[]".repeat(700))
                .tar();
        Random random = new Random(5);
        for (int round = 0; round < 3000; round++) {
            byte[] damaged = whole.clone();
            for (int flips = random.nextInt(4) + 1; flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                read(damaged);
            } catch (ProblemException refused) {
                assertTrue(String.valueOf(refused.getMessage()).startsWith("the archive is refused"));
            }
        }
    }

    @Test
    void tellsOfADuplicateAndKeepsTheFirst() {
        read(new Tars().file("a.json", "1").file("./a.json", "2").gzip());
        assertEquals(List.of("a.json"), files);
        assertEquals(List.of("a.json"), duplicates);
    }

    private void read(byte[] archive) {
        TarReader.read(new ByteArrayInputStream(archive), visitor());
    }

    private String refusal(byte[] archive) {
        ProblemException refused = assertThrows(ProblemException.class, () -> read(archive));
        return String.valueOf(refused.getMessage());
    }

    private TarReader.Visitor visitor() {
        return new TarReader.Visitor() {
            @Override
            public void file(String path, byte[] bytes, @Nullable Instant modified) {
                files.add(path);
            }

            @Override
            public void duplicate(String path) {
                duplicates.add(path);
            }
        };
    }

    private static byte[] header(String name, long size) {
        byte[] header = new byte[512];
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setModTime(0);
        entry.setSize(size);
        entry.writeEntryHeader(header);
        return header;
    }

    private static void checksum(byte[] header) {
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        byte[] octal = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(octal, 0, header, 148, octal.length);
    }

    /** Gives so many bytes that are nothing. */
    private static final class Noise extends InputStream {
        private long left;

        Noise(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'n' : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int count = (int) Math.min(length, left);
            Arrays.fill(bytes, offset, offset + count, (byte) 'n');
            left -= count;
            return count == 0 ? -1 : count;
        }
    }
}
