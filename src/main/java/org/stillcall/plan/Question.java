package org.stillcall.plan;

/**
 * What an advocate is asked before a call is placed, each as one sentence to read out or show. Its name is the word by
 * which pages and programs know the question: it stays.
 */
public enum Question {
    SHOW_CENTRE_NUMBER("The survivor's phone will show one of the centre's numbers and may keep it. Call like that?");

    private final String sentence;

    Question(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
