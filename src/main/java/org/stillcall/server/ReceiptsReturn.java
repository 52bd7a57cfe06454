package org.stillcall.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.stillcall.vault.Folders;
import org.stillcall.vault.LogCopy;

/** Brings a backup's log of receipts back unless the one that is there holds all of it; no newer receipt is lost. */
record ReceiptsReturn(Path backup, Path live, boolean replace) {
    private static final String TAKEN = "The log of receipts was brought back from the backup.";

    /** What was done, in a sentence. */
    String run() throws IOException {
        if (!Files.exists(live.resolve("leaves"))) {
            Backup.delete(live);
            place();
            return TAKEN;
        }
        return switch (LogCopy.compare(live, backup)) {
            case FIRST_GOES_ON -> "The log of receipts that is here holds all of the backup's and was kept.";
            case SECOND_GOES_ON -> {
                setAside("shorter");
                place();
                yield TAKEN + " The one that was here held less; it stands beside it as 'receipts.shorter'.";
            }
            case APART ->
                throw new StartException("The log of receipts that is here and the backup's contradict each other."
                        + " Nothing was changed. Find out why; then move away the one that is wrong.");
            case SECOND_IS_DAMAGED ->
                throw new StartException("The backup's log of receipts is damaged. Nothing was changed.");
            case FIRST_IS_DAMAGED -> {
                if (!replace) {
                    throw new StartException("The log of receipts that is here is damaged; verify-log says how."
                            + " --replace sets it aside and takes the backup's. Nothing was changed.");
                }
                setAside("damaged");
                place();
                yield TAKEN + " The damaged one stands beside it as 'receipts.damaged'.";
            }
        };
    }

    private void place() throws IOException {
        Path fresh = live.resolveSibling(live.getFileName() + ".restored");
        Backup.delete(fresh);
        LogCopy.copy(backup, fresh);
        Files.move(fresh, live, StandardCopyOption.ATOMIC_MOVE);
        Folders.force(requireNonNull(live.toAbsolutePath().getParent()));
    }

    private void setAside(String why) throws IOException {
        Path aside = live.resolveSibling(live.getFileName() + "." + why);
        if (Files.exists(aside)) {
            throw new StartException("There is a log of receipts set aside already, 'receipts." + why
                    + "'. Move it away. Nothing was changed.");
        }
        Files.move(live, aside, StandardCopyOption.ATOMIC_MOVE);
    }
}
