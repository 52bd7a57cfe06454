package org.stillcall.console;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.stillcall.base.Label;
import org.stillcall.call.ThirdParties;

/** Third parties whom nobody rings: it notes what was asked and answers as it is told to. */
public final class FakeThirds implements ThirdParties {
    public final List<String> asked = new CopyOnWriteArrayList<>();
    public volatile Answer answer = Answer.DONE;
    /** Whether every call is somebody else's. */
    public volatile boolean others;

    public volatile HandOver handOver = new HandOver.Refused(Answer.NOT_NOW);

    @Override
    public boolean isOf(String call, String device) {
        return !others;
    }

    @Override
    public Answer ask(String call, Whom whom) {
        asked.add(call + " "
                + switch (whom) {
                    case Whom.Page page -> "page " + page.device();
                    case Whom.Desk desk -> "desk " + desk.name().text();
                    case Whom.Interpreter interpreter ->
                        "interpreter " + interpreter.name().text();
                });
        return answer;
    }

    @Override
    public Answer letGo(String call) {
        asked.add(call + " let go");
        return answer;
    }

    @Override
    public Answer tell(String call) {
        asked.add(call + " tell");
        return answer;
    }

    @Override
    public HandOver handOver(String call) {
        asked.add(call + " hand over");
        return handOver;
    }

    @Override
    public List<InterpreterView> interpreters() {
        return List.of(new InterpreterView(new Label("interpreter-es"), true, new Label("es")));
    }
}
