package org.stillcall.base;

import static org.stillcall.base.Contract.check;
import static org.stillcall.base.Contract.require;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * A person's number as characters in off-heap memory: {@code 0-9 * #}, and a leading {@code +} kept as a flag. Lives
 * for one call; {@link #close} overwrites it. Never a {@code String}: copy it from segment to segment. One owner at a
 * time.
 */
public final class Digits implements AutoCloseable {
    /** Shortest run at the number's end by which {@link #maskIn} knows it again: a subscriber number without area. */
    private static final int TELLING = 7;

    private final Block block;
    private final boolean international;
    private final int length;
    private boolean erased;

    private Digits(Block block, boolean international, int length) {
        this.block = block;
        this.international = international;
        this.length = length;
    }

    /** A pool for at most {@code most} numbers at once. */
    public static BlockPool pool(int most) {
        return new BlockPool(Limits.DIAL_STRING, most);
    }

    /**
     * Reads a dial string in ASCII, dropping visual separators (RFC 3966 section 5.1.1).
     *
     * @return null when it is empty, too long, holds any other character, or the pool is exhausted
     */
    public static @Nullable Digits read(BlockPool pool, MemorySegment source, long offset, long bytes) {
        boolean plus = bytes > 0 && source.get(ValueLayout.JAVA_BYTE, offset) == '+';
        Block block = pool.take();
        if (block == null) {
            return null;
        }
        int n = 0;
        for (long i = plus ? 1 : 0; i < bytes; i++) {
            byte c = source.get(ValueLayout.JAVA_BYTE, offset + i);
            if (isSeparator(c)) {
                continue;
            }
            if (!isDialled(c) || n == Limits.DIAL_STRING) {
                block.close();
                return null;
            }
            block.segment().set(ValueLayout.JAVA_BYTE, n++, c);
        }
        if (n == 0) {
            block.close();
            return null;
        }
        return new Digits(block, plus, n);
    }

    /**
     * A new number made of a constant prefix and the characters of {@code source} from {@code from} on: how a national
     * number becomes E.164.
     *
     * @return null when the result would be empty or too long, or the pool is exhausted
     */
    public static @Nullable Digits compose(
            BlockPool pool, boolean international, CharSequence prefix, Digits source, int from) {
        require(from >= 0 && from <= source.length, "The part to keep lies within the number.");
        int n = prefix.length() + source.length - from;
        if (n == 0 || n > Limits.DIAL_STRING) {
            return null;
        }
        Block block = pool.take();
        if (block == null) {
            return null;
        }
        for (int i = 0; i < prefix.length(); i++) {
            require(isDialled((byte) prefix.charAt(i)), "A prefix holds dialled characters only.");
            block.segment().set(ValueLayout.JAVA_BYTE, i, (byte) prefix.charAt(i));
        }
        MemorySegment.copy(source.block.segment(), from, block.segment(), prefix.length(), source.length - from);
        return new Digits(block, international, n);
    }

    /** How many characters, without the plus sign. */
    public int length() {
        return length;
    }

    /** Whether it was written with a leading plus sign: E.164 in full. */
    public boolean international() {
        return international;
    }

    /** The character at {@code index}: {@code 0-9}, {@code *} or {@code #}. */
    public byte at(int index) {
        check(!erased, "A number is used after it was overwritten.");
        require(index >= 0 && index < length, "The place lies within the number.");
        return block.segment().get(ValueLayout.JAVA_BYTE, index);
    }

    /** Whether it begins with these characters. */
    public boolean startsWith(CharSequence prefix) {
        if (prefix.length() > length) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (at(i) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is made of these characters exactly. */
    public boolean is(CharSequence other) {
        return other.length() == length && startsWith(other);
    }

    /** Copies its characters (no plus sign) and returns how many. */
    public int copyTo(MemorySegment target, long offset) {
        check(!erased, "A number is used after it was overwritten.");
        MemorySegment.copy(block.segment(), 0, target, offset, length);
        return length;
    }

    /**
     * Overwrites with zeros every run of digits in {@code [from, to)} that holds the last seven digits of this number,
     * whatever stands before or after: country code, trunk prefix, dialling prefix. Visual separators and
     * percent-encoding ({@code %32} for {@code 2}) do not break a run. A number of fewer digits has to stand at the
     * run's end. The length of the text does not change.
     *
     * @return how many runs were overwritten
     */
    public int maskIn(MemorySegment text, long from, long to) {
        check(!erased, "A number is used after it was overwritten.");
        return new NumberRuns(text, to).mask(from, this, Math.min(TELLING, length), length < TELLING);
    }

    /** Whether it has been overwritten. */
    public boolean erased() {
        return erased;
    }

    /** Overwrites the digits; again is harmless. */
    @Override
    public void close() {
        if (!erased) {
            erased = true;
            block.close();
        }
    }

    /** What people write between digits (RFC 3966 section 5.1.1), and the space. */
    static boolean isSeparator(byte c) {
        return c == '-' || c == '.' || c == '(' || c == ')' || c == ' ';
    }

    static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isDialled(byte c) {
        return isDigit(c) || c == '*' || c == '#';
    }

    @Override
    public String toString() {
        return "Number";
    }
}
