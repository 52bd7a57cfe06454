package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** P5: what goes into a jitter buffer in whatever order comes out as it was, and whatever a peer says harms nothing. */
class JitterBufferPropertyTest {
    private static final int STEP = JitterBuffer.STEP;

    private static byte[] packet(int number) {
        byte[] coded = new byte[STEP];
        for (int i = 0; i < STEP; i++) {
            coded[i] = (byte) (number * 7 + i);
        }
        return coded;
    }

    private static void write(JitterBuffer buffer, int number, int base) {
        buffer.write(packet(number), 0, STEP, Law.ULAW, base + number * STEP);
    }

    private static void assertSays(JitterBuffer buffer, byte[] coded) {
        short[] out = new short[STEP];
        buffer.read(out);
        for (int i = 0; i < STEP; i++) {
            assertEquals(coded == null ? 0 : G711.fromULaw(coded[i]), out[i]);
        }
    }

    /** Each packet comes up to 20 ms late, some never: the rest is whole, and silence stands for what is lost. */
    @Property(tries = 200)
    void packets_inAnotherOrderWithLoss_comeOutWhole(
            @ForAll int base, @ForAll long seed, @ForAll @IntRange(min = 4, max = 60) int count) {
        Random random = new Random(seed);
        JitterBuffer buffer = new JitterBuffer();
        boolean[] lost = new boolean[count];
        List<Integer> waiting = new ArrayList<>();
        for (int now = 0; now < count + 2; now++) {
            List<Integer> come = new ArrayList<>(waiting);
            waiting.clear();
            if (now < count && now > 0) {
                lost[now] = random.nextInt(10) == 0;
                (random.nextBoolean() ? come : waiting).add(now);
            } else if (now == 0) {
                come.add(0);
            }
            Collections.shuffle(come, random);
            come.stream().filter(number -> !lost[number]).forEach(number -> write(buffer, number, base));
            int heard = now - 2;
            assertSays(buffer, heard < 0 || lost[heard] ? null : packet(heard));
        }
    }

    /** Whatever timestamps and lengths a peer makes up. */
    @Property(tries = 300)
    void buffer_ofAPeerThatLies_staysWhatItIs(@ForAll long seed) {
        Random random = new Random(seed);
        JitterBuffer buffer = new JitterBuffer();
        short[] out = new short[STEP];
        byte[] coded = new byte[MediaLimits.PACKET_SAMPLES];
        for (int i = 0; i < 300; i++) {
            random.nextBytes(coded);
            int stamp = random.nextBoolean() ? random.nextInt() : random.nextInt(4000);
            buffer.write(coded, 0, 1 + random.nextInt(coded.length), Law.ALAW, stamp);
            buffer.read(out);
        }
        for (int number = 0; number < 9; number++) { // five late in a row at most: then it is heard again
            write(buffer, number, Integer.MAX_VALUE - 500);
            buffer.read(out);
        }
        assertSays(buffer, packet(7));
    }
}
