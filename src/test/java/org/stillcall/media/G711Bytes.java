package org.stillcall.media;

/** A prompt's sound, by which a test knows it again. */
public final class G711Bytes {
    private G711Bytes() {}

    public static byte[] of(Prompt prompt) {
        return prompt.in(Law.ULAW);
    }
}
