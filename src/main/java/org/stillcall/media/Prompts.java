package org.stillcall.media;

import static org.stillcall.base.Contract.require;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;

/**
 * All sentences and tones, loaded once at start: in each language that comes with the product, one of which is the
 * centre's. Immutable; threads may share it.
 */
public final class Prompts {
    /** The languages that come with the product; what is to be said in another one is said in the centre's. */
    public static final List<Label> LANGUAGES = List.of(new Label("en"), new Label("es"), new Label("fr"));

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
        THIRD_COLLEAGUE,
        TRANSFER_RINGS,
        TRANSFER_NOBODY,
        TRANSFER_BACK;

        String file() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".wav";
        }
    }

    private static final int LONGEST_FILE = 2 * MediaLimits.PROMPT_SAMPLES + 4096;

    private final Label usual;
    private final Map<Label, Map<Sentence, Prompt>> sentences;
    private final Prompt ringing = Tones.ringing();
    private final Prompt busyTone = Tones.busy();
    private final Prompt waiting = Tones.waiting();
    private final Prompt unheard = Tones.unheard();
    private final Prompt joined = Tones.joined();
    private final Prompt silence = Tones.silence();
    private final Prompt notInService = Tones.notInService();

    private Prompts(Label usual, Map<Label, Map<Sentence, Prompt>> sentences) {
        this.usual = usual;
        this.sentences = sentences;
    }

    /** Our own sentences from the product itself, English where nothing else is asked for. */
    public static Prompts builtIn() {
        return builtIn(LANGUAGES.getFirst());
    }

    /** @param usual the centre's language, one of {@link #LANGUAGES} */
    public static Prompts builtIn(Label usual) {
        return load(null, usual);
    }

    /**
     * Our own sentences, each replaced by the centre's recording where {@code folder} holds one of its name: in the
     * folder itself for the centre's language, in one that is named like it ({@code fr}) for any other.
     *
     * @param usual the centre's language, one of {@link #LANGUAGES}
     * @throws MediaException when a file there is no prompt or cannot be read
     */
    public static Prompts from(Path folder, Label usual) {
        return load(folder, usual);
    }

    private static Prompts load(@Nullable Path folder, Label usual) {
        require(LANGUAGES.contains(usual), "The centre's language is one that comes with the product.");
        Map<Label, Map<Sentence, Prompt>> all = new HashMap<>();
        for (Label language : LANGUAGES) {
            Path own = folder == null || language.equals(usual) ? folder : folder.resolve(language.text());
            all.put(language, load(own, language, new EnumMap<>(Sentence.class)));
        }
        return new Prompts(usual, all);
    }

    private static Map<Sentence, Prompt> load(@Nullable Path folder, Label language, Map<Sentence, Prompt> sentences) {
        for (Sentence sentence : Sentence.values()) {
            Path own = folder == null ? null : folder.resolve(sentence.file());
            byte[] file = own != null && Files.isRegularFile(own) ? recording(own) : builtIn(language, sentence);
            sentences.put(sentence, Prompt.ofWav(file));
        }
        return sentences;
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

    private static byte[] builtIn(Label language, Sentence sentence) {
        try (InputStream in =
                Prompts.class.getResourceAsStream("/prompts/phones/" + language.text() + "/" + sentence.file())) {
            if (in == null) {
                throw new MediaException("A prompt is missing from the product.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new MediaException("A prompt of the product cannot be read.", e);
        }
    }

    /** In the centre's language. */
    public Prompt sentence(Sentence sentence) {
        return sentence(usual, sentence);
    }

    /** @param language null, or one that does not come with the product: the centre's */
    public Prompt sentence(@Nullable Label language, Sentence sentence) {
        Map<Sentence, Prompt> known = language == null ? null : sentences.get(language);
        Map<Sentence, Prompt> spoken = known == null ? sentences.get(usual) : known;
        return Objects.requireNonNull(Objects.requireNonNull(spoken).get(sentence), "Every sentence has its prompt.");
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
