// What a legal hold means for whoever has the plan or the message before them.

import {el} from './dom.js';
import {sayDay} from './plandays.js';
import {say} from './say.js';

/** Empty where none keeps it. */
export const heldNote = day => day ? el('p', {class: 'card', data: {topic: 'held'}, text: say('A court has this kept'
    + ' until {day}: it cannot be changed. If you erase it, nobody sees it or calls by it any more; it is gone when the'
    + ' hold is over.', {day: sayDay(day)})}) : '';
