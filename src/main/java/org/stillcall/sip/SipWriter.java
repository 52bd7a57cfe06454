package org.stillcall.sip;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.stillcall.base.Block;
import org.stillcall.base.Digits;

/**
 * Writes a message into an off-heap block from constants, numbers and slices. What does not fit is dropped and {@link
 * #overflowed} says so: the caller then sends nothing.
 */
final class SipWriter {
    private final MemorySegment target;
    private final int capacity;
    private int at;
    private boolean overflowed;

    SipWriter(Block block) {
        target = block.segment();
        capacity = block.capacity();
    }

    int length() {
        return at;
    }

    boolean overflowed() {
        return overflowed;
    }

    /** ASCII text that the product owns: a constant, a token of ours, a setting. */
    SipWriter text(String ascii) {
        if (room(ascii.length())) {
            for (int i = 0; i < ascii.length(); i++) {
                target.set(ValueLayout.JAVA_BYTE, at + i, (byte) ascii.charAt(i));
            }
            at += ascii.length();
        }
        return this;
    }

    SipWriter number(long value) {
        if (value >= 10) {
            number(value / 10);
        }
        if (room(1)) {
            target.set(ValueLayout.JAVA_BYTE, at++, (byte) ('0' + value % 10));
        }
        return this;
    }

    SipWriter bytes(byte[] bytes) {
        if (room(bytes.length)) {
            MemorySegment.copy(bytes, 0, target, ValueLayout.JAVA_BYTE, at, bytes.length);
            at += bytes.length;
        }
        return this;
    }

    SipWriter slice(Slice slice) {
        if (room(slice.length())) {
            at += slice.copyTo(target, at);
        }
        return this;
    }

    /** A slice with folded lines joined: CR and LF become spaces, so that no value can end its line. */
    SipWriter oneLine(Slice slice) {
        int from = at;
        slice(slice);
        for (int i = from; i < at; i++) {
            byte c = target.get(ValueLayout.JAVA_BYTE, i);
            if (c == '\r' || c == '\n') {
                target.set(ValueLayout.JAVA_BYTE, i, (byte) ' ');
            }
        }
        return this;
    }

    /** The characters of a person's number, from off-heap memory to off-heap memory; no plus sign. */
    SipWriter digits(Digits digits) {
        if (room(digits.length())) {
            at += digits.copyTo(target, at);
        }
        return this;
    }

    SipWriter line() {
        return text("\r\n");
    }

    private boolean room(int bytes) {
        if (overflowed || capacity - at < bytes) {
            overflowed = true;
            return false;
        }
        return true;
    }
}
