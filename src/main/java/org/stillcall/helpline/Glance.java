package org.stillcall.helpline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stillcall.base.Label;
import org.stillcall.duty.Tier;
import org.stillcall.duty.Worker;
import org.stillcall.helpline.Hunt.Speakers;
import org.stillcall.helpline.Hunt.View;
import org.stillcall.helpline.Hunt.Wish;
import org.stillcall.store.PersonId;

/**
 * What is known of people within one step of {@link Hunt}: everything is asked once, however many callers wait.
 * With two hundred of them a step would otherwise ask a thousand times who is on duty, on the loop that has to hear
 * the next.
 */
final class Glance implements View {
    private final View view;
    private final Map<Group, List<Worker>> groups = new HashMap<>();
    private final Map<PersonId, List<Worker>> alone = new HashMap<>();
    private final Map<PersonId, Boolean> reachable = new HashMap<>();
    private final Map<Asked, List<Worker>> suitable = new HashMap<>();

    private record Group(Label programme, Tier tier) {}

    /** What a caller who waits asks for, at one place of the search. */
    record Asked(Wish wish, Tier tier, Speakers speakers) {}

    Glance(View view) {
        this.view = view;
    }

    @Override
    public List<Worker> onDuty(Label programme, Tier tier) {
        return groups.computeIfAbsent(new Group(programme, tier), asked -> view.onDuty(programme, tier));
    }

    @Override
    public List<Worker> alone(PersonId person) {
        return alone.computeIfAbsent(person, view::alone);
    }

    @Override
    public boolean reachable(Worker worker) {
        return reachable.computeIfAbsent(worker.person(), asked -> view.reachable(worker));
    }

    /** Those on duty in that group who may take such a caller at all, whatever they do now. */
    List<Worker> suitable(Asked asked) {
        return suitable.computeIfAbsent(asked, this::find);
    }

    private List<Worker> find(Asked asked) {
        List<Worker> group = asked.wish().group(this, asked.tier());
        List<Worker> own = fitting(group, asked.wish(), Speakers.OWN_ONLY);
        return own.isEmpty() && asked.tier() == Tier.FALLBACK ? fitting(group, asked.wish(), asked.speakers()) : own;
    }

    private static List<Worker> fitting(List<Worker> group, Wish wish, Speakers speakers) {
        return group.stream().filter(worker -> wish.fits(worker, speakers)).toList();
    }
}
