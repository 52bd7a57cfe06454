package org.stillcall.call;

import java.util.List;
import org.stillcall.trunk.Finding;
import org.stillcall.trunk.ProbeJudge;
import org.stillcall.trunk.ProbeTable.Event;

/** What came of a test call. */
sealed interface ProbeEnd {
    /** It arrived. */
    record Arrived(List<Finding> findings, Sound sound) implements ProbeEnd {
        public Arrived {
            findings = List.copyOf(findings);
        }
    }

    /** What became of its sound; none of it says that a way is wrong. */
    enum Sound {
        LOOKED_AT(""),
        NOT_WANTED("It was not answered, as was chosen: what comes with its sound was not looked at."),
        NOT_POSSIBLE("It could not be answered, so what comes with its sound was not looked at."),
        NONE("It was answered, and no sound came: what comes with it was not looked at.");

        private final String sentence;

        Sound(String sentence) {
            this.sentence = sentence;
        }

        private List<String> sentences() {
            return sentence.isEmpty() ? List.of() : List.of(sentence);
        }
    }

    /** It did not, or could not be made; each with the sentence for it. */
    enum Nothing implements ProbeEnd {
        NOT_ARRIVED("The test call did not arrive in time. Look whether the number to be called still leads here."),
        REFUSED("The carrier did not take the test call, or the number did not lead here."),
        ANSWERED_ELSEWHERE("Somebody or something else answered the test call: the number does not lead here."),
        PARTNER_AWAY(
                "The other installation could not be asked, or does not know us: look at its address and the secret."),
        PARTNER_UNREADABLE("What the other installation says that it saw is no call to the number that was called."),
        NOT_THROUGH("A call came and was answered, and our own heard nothing of it: it may have been a stranger's."),
        DOUBTFUL("Two calls came at once, or one that nobody could tell from a stranger's: it counts for nothing."),
        NO_NUMBER("The file with the number to be called cannot be read, or holds none with its plus sign."),
        NO_LINE("The carrier cannot be reached now."),
        NO_ROOM("There was no free number or no room for a test call."),
        NO_IDENTITY("No programme calls in this way, or the trunk cannot.");

        private final String sentence;

        Nothing(String sentence) {
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }

    /** What it means for the way that was tested. */
    default Event event() {
        return switch (this) {
            case Arrived arrived ->
                arrived.findings.isEmpty()
                        ? Event.RIGHT
                        : ProbeJudge.leaks(arrived.findings) ? Event.WRONG : Event.UNCLEAR;
            case Nothing _ -> Event.UNCLEAR;
        };
    }

    /** For a screen. */
    default List<String> sentences() {
        return switch (this) {
            case Arrived arrived ->
                arrived.findings.isEmpty()
                        ? arrived.sound.sentences()
                        : arrived.findings.stream().map(Finding::sentence).toList();
            case Nothing nothing -> List.of(nothing.sentence());
        };
    }
}
