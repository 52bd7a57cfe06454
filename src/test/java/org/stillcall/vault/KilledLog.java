package org.stillcall.vault;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Appends receipts to a log and ends its own process, without a word to anything, at one step of the work. */
final class KilledLog {
    /** Receipts that a run appends at most. */
    static final int RECEIPTS = 3;

    private KilledLog() {}

    /** Arguments: folder, step, how often the step is passed before. Prints the number of each promised receipt. */
    public static void main(String[] arguments) {
        ReceiptFiles.Step step = ReceiptFiles.Step.valueOf(arguments[1]);
        AtomicInteger passes = new AtomicInteger(Integer.parseInt(arguments[2]));
        ReceiptLog log = ReceiptLog.open(
                Path.of(arguments[0]), org.stillcall.base.Randomness.secure(), LogFolder.CLOCK, reached -> {
                    if (reached == step && passes.getAndDecrement() == 0) {
                        Runtime.getRuntime().halt(9);
                    }
                });
        for (int i = 0; i < RECEIPTS; i++) {
            int number = (int) log.size();
            log.append(LogFolder.kind(number), LogFolder.token(number));
            System.out.println(number);
            System.out.flush();
        }
        log.close();
    }
}
