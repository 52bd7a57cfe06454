package org.stillcall.console;

import static org.stillcall.helpline.OwnSentences.name;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Label;
import org.stillcall.console.Route.Needs;
import org.stillcall.helpline.CallerSentence;
import org.stillcall.media.MediaException;
import org.stillcall.media.Prompt;
import org.stillcall.store.Change;
import org.stillcall.store.NewMessage;
import org.stillcall.store.OwnPrompts;
import org.stillcall.store.PromptName;
import org.stillcall.store.StoreLimits;
import org.stillcall.store.StoredPrompt;

/**
 * The sentences that callers hear, recorded by the centre itself. A browser makes one kind of file of whatever was
 * recorded or chosen; that kind alone is taken here, and is read to its end before it is kept.
 */
final class PromptRoutes {
    private static final String PROMPT = "/api/prompts/{programme}/{language}/{sentence}";
    private static final int HEADER_BYTES = 44;
    private static final int BYTES_A_SECOND = 16_000;

    private final PlanDesk desk;
    private final DeskMeans.PlanRules rules;
    private final CallersMeans callers;

    PromptRoutes(PlanDesk desk, DeskMeans means) {
        this.desk = desk;
        this.rules = means.plans();
        this.callers = means.callers();
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/prompts", this::list).needs(Needs.COORDINATOR),
                Route.get(PROMPT, this::sound).needs(Needs.COORDINATOR),
                Route.put(PROMPT, this::put).needs(Needs.COORDINATOR),
                Route.delete(PROMPT, this::remove).needs(Needs.COORDINATOR));
    }

    private OwnPrompts prompts(Context request) {
        return desk.staff().store().prompts(DeskSession.of(request).centre());
    }

    private void list(Context request) {
        List<StoredPrompt> own = prompts(request).list();
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeArrayFieldStart("programmes");
            for (Label programme : rules.programmes().keySet()) {
                json.writeString(programme.text());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("languages");
            for (String language : languages()) {
                json.writeString(language);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("sentences");
            for (CallerSentence sentence : CallerSentence.values()) {
                json.writeString(name(sentence).text());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("own");
            for (StoredPrompt prompt : own) {
                Label language = prompt.name().topic().language();
                json.writeStartObject();
                json.writeStringField(
                        "programme", prompt.name().topic().programme().text());
                json.writeStringField("language", language == null ? "" : language.text());
                json.writeStringField("sentence", prompt.name().sentence().text());
                json.writeNumberField(
                        "seconds", (prompt.sound().length - HEADER_BYTES + BYTES_A_SECOND - 1) / BYTES_A_SECOND);
                json.writeStringField("day", prompt.addedDay().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    private List<String> languages() {
        return callers.languages().isEmpty()
                ? rules.wording().languages()
                : callers.languages().stream().map(Label::text).toList();
    }

    /** The sentence that the address names, of what there is at this centre. */
    private PromptName asked(Context request) {
        String programme = request.pathParam("programme");
        String language = request.pathParam("language");
        String sentence = request.pathParam("sentence");
        boolean known = Arrays.stream(CallerSentence.values())
                        .anyMatch(each -> name(each).text().equals(sentence))
                && Label.isLabel(programme)
                && rules.programmes().containsKey(new Label(programme))
                && Label.isLabel(language)
                && languages().contains(language);
        if (!known) {
            throw new RefusedException(Refusal.NO_SUCH_SENTENCE);
        }
        return new PromptName(new NewMessage.Topic(new Label(programme), new Label(language)), new Label(sentence));
    }

    private void sound(Context request) {
        PromptName name = asked(request);
        byte[] sound = prompts(request).list().stream()
                .filter(prompt -> prompt.name().equals(name))
                .map(StoredPrompt::sound)
                .findFirst()
                .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_SENTENCE));
        Exchange.answer(request, 200, Json.object(json -> json.writeStringField("wav", Base64Url.encode(sound))));
    }

    private void put(Context request) throws IOException {
        desk.changing(DeskSession.of(request));
        PromptName name = asked(request);
        byte[] sound = Asked.of(request, ApiLimits.PROMPT_BODY_BYTES)
                .only("wav")
                .bytes("wav", HEADER_BYTES, StoreLimits.PROMPT_BYTES);
        try {
            Prompt.ofWav(sound);
        } catch (MediaException e) { // its words are for files on the server
            throw new RefusedException(Refusal.NOT_A_SENTENCE);
        }
        // one at a time: two of one name would both stay
        Staff.done(desk.staff().alone(() -> prompts(request).put(name, sound)));
        callers.promptsChanged().run();
        request.status(204);
    }

    private void remove(Context request) {
        desk.changing(DeskSession.of(request));
        if (prompts(request).remove(asked(request)) == Change.DONE) {
            callers.promptsChanged().run();
        }
        request.status(204);
    }
}
