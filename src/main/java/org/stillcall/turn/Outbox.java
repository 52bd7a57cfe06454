package org.stillcall.turn;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What waits to be written to one client: answers first, then packets, of which the oldest gives way when a slow client
 * has too many. Nobody waits to put something in. Threads may share it.
 */
final class Outbox {
    private final Queue<byte[]> answers = new ArrayDeque<>();
    private final Queue<byte[]> packets = new ArrayDeque<>();
    private final TurnCounters counters;
    private boolean closed;

    Outbox(TurnCounters counters) {
        this.counters = counters;
    }

    /** False when the client leaves too many unread. */
    synchronized boolean answer(byte[] message) {
        if (answers.size() >= TurnLimits.ANSWERS_WAITING) {
            return false;
        }
        answers.add(message);
        notifyAll();
        return true;
    }

    synchronized void packet(byte[] message) {
        if (closed) {
            return;
        }
        if (packets.size() >= TurnLimits.PACKETS_WAITING) {
            packets.remove();
            counters.dropped.increment();
        }
        packets.add(message);
        notifyAll();
    }

    /** Waits for some, puts as many as fit into the array, and tells how many bytes they are; -1 once it is closed. */
    synchronized int take(byte[] into) throws InterruptedException {
        while (answers.isEmpty() && packets.isEmpty() && !closed) {
            wait();
        }
        if (closed) {
            return -1;
        }
        int length = move(answers, into, 0);
        return move(packets, into, length);
    }

    private static int move(Queue<byte[]> from, byte[] into, int at) {
        int end = at;
        byte[] next = from.peek();
        while (next != null && end + next.length <= into.length) {
            System.arraycopy(next, 0, into, end, next.length);
            end += next.length;
            from.remove();
            next = from.peek();
        }
        return end;
    }

    synchronized void close() {
        closed = true;
        answers.clear();
        packets.clear();
        notifyAll();
    }
}
