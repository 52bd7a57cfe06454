package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row B6: the process dies at each step, and every receipt that it was given is there. */
class ReceiptKillTest {
    @TempDir
    private Path temp;

    /** Dies there in making the log, then (if the step comes again) at later passes, then opens what is left. */
    @ParameterizedTest
    @EnumSource(ReceiptFiles.Step.class)
    void kill_atEachStep_losesNoPromise(ReceiptFiles.Step step) throws Exception {
        Path folder = temp.resolve("log");
        long promised = 0;
        int killed = 0;
        for (int pass = 0; pass < 3; pass++) {
            Run run = run(folder, step, pass);
            promised = Math.max(promised, run.promised);
            killed += run.killed ? 1 : 0;
            assertEquals(run.killed ? 9 : 0, run.status);
        }
        assertTrue(killed > 0, "the step was reached");
        try (ReceiptLog log = LogFolder.open(folder)) {
            assertTrue(log.size() >= promised);
            for (int i = 0; i < log.size(); i++) {
                assertEquals(new Receipt(i, LogFolder.kind(i), LogFolder.HOUR, LogFolder.token(i)), log.get(i));
            }
            log.append(ReceiptKind.PLAN_ENDED, LogFolder.token(1));
        }
        assertInstanceOf(LogCheck.Whole.class, LogCheck.run(folder, TrustedMarks.none(), 0));
    }

    private record Run(long promised, int status, boolean killed) {}

    private static Run run(Path folder, ReceiptFiles.Step step, int passes) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledLog.class.getName(),
                        folder.toString(),
                        step.name(),
                        String.valueOf(passes))
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        int status = process.waitFor();
        assertTrue(lines.stream().allMatch(line -> line.matches("[0-9]+")), String.join("\n", lines));
        long promised = lines.isEmpty() ? 0 : Long.parseLong(lines.getLast()) + 1;
        return new Run(promised, status, status != 0);
    }
}
