package org.stillcall.console;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the board of safety asks beyond the console, and whom it tells.
 *
 * @param receiptsWhole looks through the log of receipts, which may take seconds
 * @param certificate the console's on the network; empty where none is needed
 * @param told hears each topic's colour at the start and whenever it changes: two words in capitals
 */
public record SafetyMeans(
        BooleanSupplier receiptsWhole,
        Supplier<Optional<SafetyBoard.Certificate>> certificate,
        BiConsumer<String, String> told) {
    /** Of a console on one machine, whose receipts are in memory, and which nobody listens to. */
    public static SafetyMeans none() {
        return new SafetyMeans(() -> true, Optional::empty, (topic, colour) -> {});
    }
}
