package org.stillcall.sip;

import java.lang.management.ManagementFactory;

/** How long reading one INVITE takes: {@code java ... org.stillcall.sip.ParserBenchmark}. Not a test. */
public final class ParserBenchmark {
    private ParserBenchmark() {}

    public static void main(String[] arguments) {
        byte[] bytes = Messages.crlf(OracleTest.INVITE);
        Slice memory = Messages.slice(bytes);
        SipMessage message = new SipMessage();
        int runs = 1_000_000;
        for (int round = 0; round < 5; round++) {
            long sum = 0;
            long start = cpuNanos();
            for (int i = 0; i < runs; i++) {
                ParseFault fault = message.parse(memory.memory(), memory.end());
                sum += fault == null ? message.cseq() + message.via().branch().length() : -1;
            }
            long nanos = cpuNanos() - start;
            System.out.println(bytes.length + " bytes: " + nanos / runs + " ns an INVITE (" + sum + ")");
        }
    }

    /** This thread's own time, so that a busy machine does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
