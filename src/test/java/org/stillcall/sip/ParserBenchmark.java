package org.stillcall.sip;

/** How long reading one INVITE takes: {@code java ... org.stillcall.sip.ParserBenchmark}. Not a test. */
public final class ParserBenchmark {
    private ParserBenchmark() {}

    public static void main(String[] arguments) {
        byte[] bytes = Messages.crlf(OracleTest.INVITE);
        Slice memory = Messages.slice(bytes);
        SipMessage message = new SipMessage();
        int runs = 2_000_000;
        for (int round = 0; round < 5; round++) {
            long sum = 0;
            long start = System.nanoTime();
            for (int i = 0; i < runs; i++) {
                ParseFault fault = message.parse(memory.memory(), memory.end());
                sum += fault == null ? message.cseq() + message.via().branch().length() : -1;
            }
            long nanos = System.nanoTime() - start;
            System.out.println(bytes.length + " bytes: " + nanos / runs + " ns an INVITE (" + sum + ")");
        }
    }
}
