package org.stillcall.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All sentences and tones, loaded once at start. Immutable; threads may share it. */
public final class Prompts {
    /** The sentences; each stands in a file of its name in lower case with dashes, {@code press-one.wav}. */
    public enum Sentence {
        PRESS_ONE,
        ENTER_CODE,
        WRONG_CODE,
        CALLING_NOW,
        CALL_ENDED,
        OUTSIDE_PLAN,
        BUSY,
        NO_ANSWER,
        DECLINED,
        PRIVATE_NOT_TAKEN,
        EMERGENCY_FROM_PHONE,
        TOLL_FREE_NEEDS_LEASED,
        NUMBER_NOT_ALLOWED,
        NO_LINE_FREE,
        NOT_A_NUMBER,
        LINE_DROPPED,
        LINE_DROPPED_REDIAL,
        LINE_DROPPED_HOLD,
        NOBODY_RETURNED,
        THIRD_INTERPRETER,
        THIRD_COLLEAGUE;

        String file() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".wav";
        }
    }

    private static final int LONGEST_FILE = 2 * MediaLimits.PROMPT_SAMPLES + 4096;

    private final Map<Sentence, Prompt> sentences;
    private final Prompt ringing = Tones.ringing();
    private final Prompt busyTone = Tones.busy();
    private final Prompt waiting = Tones.waiting();
    private final Prompt unheard = Tones.unheard();
    private final Prompt joined = Tones.joined();
    private final Prompt silence = Tones.silence();
    private final Prompt notInService = Tones.notInService();

    private Prompts(Map<Sentence, Prompt> sentences) {
        this.sentences = sentences;
    }

    /** Our own sentences from the product itself. */
    public static Prompts builtIn() {
        return load(null);
    }

    /**
     * Our own sentences, each replaced by the centre's recording where {@code folder} holds one of its name.
     *
     * @throws MediaException when a file there is no prompt or cannot be read
     */
    public static Prompts from(Path folder) {
        return load(folder);
    }

    private static Prompts load(@Nullable Path folder) {
        Map<Sentence, Prompt> sentences = new EnumMap<>(Sentence.class);
        for (Sentence sentence : Sentence.values()) {
            Path own = folder == null ? null : folder.resolve(sentence.file());
            byte[] file = own != null && Files.isRegularFile(own) ? recording(own) : builtIn(sentence);
            sentences.put(sentence, Prompt.ofWav(file));
        }
        return new Prompts(sentences);
    }

    private static byte[] recording(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST_FILE + 1);
            if (bytes.length > LONGEST_FILE) {
                throw new MediaException("A recorded prompt is longer than two minutes.");
            }
            return bytes;
        } catch (IOException e) {
            throw new MediaException("A recorded prompt cannot be read.", e);
        }
    }

    private static byte[] builtIn(Sentence sentence) {
        try (InputStream in = Prompts.class.getResourceAsStream("/prompts/" + sentence.file())) {
            if (in == null) {
                throw new MediaException("A prompt is missing from the product.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new MediaException("A prompt of the product cannot be read.", e);
        }
    }

    public Prompt sentence(Sentence sentence) {
        return Objects.requireNonNull(sentences.get(sentence), "Every sentence has its prompt.");
    }

    /** Ringing as heard by the caller; repeat it. A tone of no one country. */
    public Prompt ringing() {
        return ringing;
    }

    /** Busy tone; repeat it. */
    public Prompt busyTone() {
        return busyTone;
    }

    /** A sign now and then that the line is alive, for somebody who waits; repeat it. */
    public Prompt waiting() {
        return waiting;
    }

    /** What the world's networks play before they say that a number is not in service; it ends by itself. */
    public Prompt notInService() {
        return notInService;
    }

    /** The sign that somebody is not heard from now on; it ends by itself. */
    public Prompt unheard() {
        return unheard;
    }

    /** The sign that somebody has joined the call; it ends by itself. */
    public Prompt joined() {
        return joined;
    }

    /** Silence that is sent, so that a trunk does not take the line for dead; repeat it. */
    public Prompt silence() {
        return silence;
    }
}
