package org.stillcall.sip;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;

/**
 * The bytes of a stream of which no message was made yet, in a block that is on loan only while there are any. A
 * message is copied to the wire's one message block for its hand-over, so that it begins at 0 however the stream was
 * cut; what it leaves behind is zeroed. Loop thread only.
 */
final class StreamInput implements AutoCloseable {
    private static final int MOST_PONGS = 8;
    private static final long NEVER = Long.MAX_VALUE;
    private static final byte CR = '\r';
    private static final byte LF = '\n';

    /** Who takes the messages. */
    interface Taker {
        /** Takes one; never throws. False when no more are wanted. */
        boolean message(Block message, int length);
    }

    private final WireBuffers buffers;
    private final Taker taker;
    private final StreamFramer framer = new StreamFramer();
    private @Nullable Block block;
    private int filled;
    private boolean midMessage;
    private boolean midLineEnd;
    private boolean malformed;
    private boolean proved;
    private int lineEnds;
    private int pongs;
    private long begunMillis = NEVER;

    StreamInput(WireBuffers buffers, Taker taker) {
        this.buffers = buffers;
        this.taker = taker;
    }

    /** The block to read into, from {@link #filled} on; null when all are on loan. {@link #take} follows. */
    @Nullable
    Block room() {
        if (block == null) {
            block = buffers.partial.take();
        }
        return block;
    }

    int filled() {
        return filled;
    }

    /** Whether a whole message has come. */
    boolean proved() {
        return proved;
    }

    /** Whether the message that is not whole yet began before then. */
    boolean beganBefore(long millis) {
        return begunMillis < millis;
    }

    /** How many keep-alives are to be answered, counted anew from now on; a few at most, whatever was sent. */
    int takePongs() {
        int count = pongs;
        pongs = 0;
        return count;
    }

    /** Hands over what became whole by {@code bytes} more; false when the stream is no SIP or passes a limit. */
    boolean take(int bytes, long nowMillis) {
        Block current = block;
        if (current == null) {
            return true;
        }
        filled += bytes;
        if (bytes > 0) {
            frame(current.segment());
        }
        malformed |= filled == current.capacity();
        if (filled == 0) {
            begunMillis = NEVER;
            close();
        } else if (begunMillis == NEVER) {
            begunMillis = nowMillis;
        }
        return !malformed;
    }

    private void frame(MemorySegment stream) {
        int start = 0;
        boolean wanted = true;
        while (wanted) {
            start = midMessage ? start : skipLineEnds(stream, start);
            if (start == filled || malformed) {
                break;
            }
            midMessage = true;
            int length = framer.scan(stream, start, filled);
            malformed = length == StreamFramer.MALFORMED;
            if (length <= 0) {
                break;
            }
            MemorySegment.copy(stream, start, buffers.message.segment(), 0, length);
            start += length;
            framer.reset();
            midMessage = false;
            proved = true;
            begunMillis = NEVER;
            wanted = taker.message(buffers.message, length);
        }
        if (start > 0) {
            MemorySegment.copy(stream, start, stream, 0, filled - start);
            WireBuffers.zero(stream, filled - start, filled);
            filled -= start;
        }
    }

    /** Line ends before a message mean nothing (RFC 3261 section 7.5), but two are a ping (RFC 5626 section 3.5.1). */
    private int skipLineEnds(MemorySegment stream, int from) {
        for (int i = from; i < filled; i++) {
            byte c = stream.get(ValueLayout.JAVA_BYTE, i);
            if (midLineEnd) {
                if (c != LF) {
                    malformed = true;
                    return i;
                }
                midLineEnd = false;
                if (++lineEnds == 2) {
                    lineEnds = 0;
                    pongs = Math.min(MOST_PONGS, pongs + 1);
                }
            } else if (c == CR) {
                midLineEnd = true;
            } else {
                lineEnds = 0;
                return i;
            }
        }
        return filled;
    }

    /** Gives the block back, zeroed. */
    @Override
    public void close() {
        if (block != null) {
            block.close();
            block = null;
        }
    }
}
