package org.stillcall.wire;

import java.util.Random;
import org.stillcall.base.MemoryScan;
import org.stillcall.base.SoundForms;

/** What one party says, the same in every packet, and how it would stand in a memory or a file that kept it. */
final class SpokenCanary {
    private SpokenCanary() {}

    /** Samples in PCMU that nobody else says. */
    static byte[] of(int party, int samples) {
        byte[] said = new byte[samples];
        new Random(party * 31L + 23).nextBytes(said);
        for (int i = 0; i < said.length; i++) {
            said[i] = said[i] == 0x7f ? (byte) 0xff : said[i]; // both are nought
        }
        return said;
    }

    /** Looks for whatever is left of it. */
    static void lookFor(MemoryScan scan, byte[] all) {
        SoundForms.lookFor(scan, all);
    }
}
