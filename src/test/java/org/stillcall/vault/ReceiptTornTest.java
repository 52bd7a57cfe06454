package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row B6: whatever part of the last batch a power cut left, what was promised before it is there, and no more. */
class ReceiptTornTest {
    private static final int RECEIPTS = 3;

    @TempDir
    private Path temp;

    private Path folder;
    private byte[] leaves;
    private byte[] notes;
    private int notesBefore;

    @BeforeEach
    void make() {
        folder = LogFolder.filled(temp.resolve("log"), RECEIPTS);
        leaves = LogFolder.read(folder.resolve("leaves"));
        notes = LogFolder.read(folder.resolve("checkpoints"));
        notesBefore = notes.length - Checkpoint.lastOf(notes).length;
    }

    @Test
    void leavesWithoutCheckpoint_areDropped() {
        for (int length = leaves.length - Receipt.LEAF_BYTES; length <= leaves.length; length++) {
            opensWith(RECEIPTS - 1, Arrays.copyOf(leaves, length), Arrays.copyOf(notes, notesBefore));
        }
    }

    @Test
    void tornCheckpoint_isDroppedWithItsLeaves() {
        for (int length = notesBefore; length < notes.length; length++) {
            opensWith(RECEIPTS - 1, leaves, Arrays.copyOf(notes, length));
        }
    }

    @Test
    void zeros_thatAFileSystemFilledIn_areDropped() {
        for (int length = notesBefore; length < notes.length; length++) {
            byte[] torn = Arrays.copyOf(Arrays.copyOf(notes, length), notes.length);
            opensWith(RECEIPTS - 1, leaves, torn);
        }
        byte[] unwritten = Arrays.copyOf(Arrays.copyOf(leaves, leaves.length - Receipt.LEAF_BYTES), leaves.length + 99);
        opensWith(RECEIPTS - 1, unwritten, Arrays.copyOf(notes, notesBefore));
    }

    @Test
    void firstCheckpoint_torn_isMadeAgain() {
        int first = LogFolder.checkpoints(folder)
                .getFirst()
                .text()
                .getBytes(java.nio.charset.StandardCharsets.UTF_8)
                .length;
        for (int length = 0; length < first; length++) {
            opensWith(0, new byte[0], Arrays.copyOf(notes, length));
        }
    }

    /** Not what a kill leaves: it stays shut rather than dropping what somebody was promised. */
    @Test
    void lastCheckpoint_withAByteChanged_staysShut() {
        for (int i = notesBefore; i < notes.length; i++) {
            byte[] changed = notes.clone();
            changed[i] ^= 1;
            LogFolder.write(folder.resolve("leaves"), leaves);
            LogFolder.write(folder.resolve("checkpoints"), changed);
            assertThrows(ReceiptException.class, () -> LogFolder.open(folder), "byte " + i);
        }
    }

    @Test
    void anyReceipt_withAByteChanged_staysShut() {
        for (int i = 0; i < leaves.length; i++) {
            byte[] changed = leaves.clone();
            changed[i] ^= 1;
            LogFolder.write(folder.resolve("leaves"), changed);
            assertThrows(ReceiptException.class, () -> LogFolder.open(folder), "byte " + i);
        }
    }

    @Test
    void receipts_thatTheCheckpointCountsAndAreGone_keepItShut() {
        for (int length = 0; length < leaves.length; length++) {
            LogFolder.write(folder.resolve("leaves"), Arrays.copyOf(leaves, length));
            assertThrows(ReceiptException.class, () -> LogFolder.open(folder), "length " + length);
        }
    }

    @Test
    void receiptAddedFromOutside_isNeverSigned() throws IOException {
        ByteArrayOutputStream more = new ByteArrayOutputStream();
        more.write(leaves);
        more.write(new Receipt(RECEIPTS, ReceiptKind.PLAN_DELETED, LogFolder.HOUR, LogFolder.token(99)).leaf());
        opensWith(RECEIPTS, more.toByteArray(), notes);
    }

    private void opensWith(int receipts, byte[] leavesThen, byte[] notesThen) {
        LogFolder.write(folder.resolve("leaves"), leavesThen);
        LogFolder.write(folder.resolve("checkpoints"), notesThen);
        try (ReceiptLog log = LogFolder.open(folder)) {
            assertEquals(receipts, log.size());
            for (int i = 0; i < receipts; i++) {
                assertEquals(new Receipt(i, LogFolder.kind(i), LogFolder.HOUR, LogFolder.token(i)), log.get(i));
            }
            log.append(ReceiptKind.PLAN_ENDED, LogFolder.token(50));
        }
        assertInstanceOf(LogCheck.Whole.class, LogCheck.run(folder, TrustedMarks.none(), 0));
    }
}
