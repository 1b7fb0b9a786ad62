'use strict';
(function () {
  var main = document.getElementById('main'), said = document.getElementById('said'), voice = document.getElementById('voice'), trouble = document.getElementById('trouble');
  var code = fragment(), joining = null, cards = null, view = null, shown = '', place = '', busy = false, pending = null, picture = null, draft = null, pick = { mode: 'Practice', sure: null };
  var face = document.createElement('img');
  face.alt = '';
  // The page lies as the phone's language does; each text goes its own way.
  if (/^(ar|he|iw|fa|ur|ps|sd|ug|yi|dv|ckb)\b/i.test(navigator.language || '')) document.documentElement.dir = 'rtl';

  function tell(text, bad) { said.textContent = text || ''; said.className = bad ? 'note bad' : 'note'; }
  function banner(text) { trouble.textContent = text || ''; trouble.hidden = !text; }
  function title(text) { document.getElementById('title').textContent = text; document.title = text + ' · bounceback'; }

  var live = Live({
    hello: function () {
      var token = kept('bounceback-solo');
      if (token) return { back: { token: token } };
      return joining ? { join: joining } : null;
    },
    welcome: function (token) { keep('bounceback-solo', token); joining = null; tell(''); },
    bye: function (why) { keep('bounceback-solo', null); joining = null; view = null; pending = null; shown = ''; place = ''; busy = false; banner(''); form(); tell(why, true); },
    voted: function () {},
    state: function (told) {
      if (told.cards) { cards = told; return; }
      banner(told.trouble || told.unrecorded || '');
      if (!told.view) return;
      view = told.view;
      // What got lost on its way goes out once more, where it was not taken: the host takes a turn once.
      if (pending && pending.lost) { if (pending.turn === view.turn) return send(pending); pending = null; busy = false; }
      draw();
    }
  });

  function send(asked) {
    asked.lost = false;
    pending = asked;
    live.ask(asked.ask, function (why, own, lost) {
      if (lost) { asked.lost = true; return; }
      if (pending === asked) pending = null;
      busy = false;
      main.classList.remove('busy');
      tell(why || '', !!why);
    }, asked.turn);
  }
  function ask(what) {
    if (busy || !view) return;
    busy = true;
    main.classList.add('busy');
    tell('');
    send({ ask: what, turn: view.turn });
  }

  function form() {
    title('Come in');
    document.getElementById('who').textContent = '';
    main.textContent = '';
    var made = document.createElement('form'), one = el('label', '', 'The code on the trainer’s screen'), two = el('label', '', 'Your name (may be left out)');
    var where = el('input'), who = el('input'), go = el('button', 'go', 'Come in');
    one.htmlFor = where.id = 'code'; two.htmlFor = who.id = 'name';
    where.value = code; where.autocomplete = 'off'; where.maxLength = 16; where.required = true; where.setAttribute('autocapitalize', 'characters');
    who.maxLength = 40; who.dir = 'auto'; who.value = kept('bounceback-name') || ''; who.autocomplete = 'nickname'; who.setAttribute('aria-describedby', 'why');
    go.type = 'submit';
    var why = el('p', 'soft', 'With a name your drills are kept on the trainer’s machine as yours. Without one nobody’s name stands with them. Nobody sees them here but you.');
    why.id = 'why';
    made.onsubmit = function (event) {
      event.preventDefault();
      if (!where.value.trim()) return;
      code = where.value;
      keep('bounceback-name', who.value);
      joining = { code: where.value.slice(0, 40), name: who.value.trim() || null };
      tell('Coming in…');
      live.open();
    };
    put(main, put(made, put(el('h1'), document.createTextNode('Practise with a difficult customer')), one, where, two, who, why, go));
    (code ? who : where).focus();
  }

  // The heading takes the focus where a new page begins: whoever listens hears where they are.
  function heading(tag, text, kind) {
    var made = el(tag, kind, text);
    made.id = 'head';
    made.tabIndex = -1;
    return made;
  }

  function draw() {
    var now = !cards ? '' : view.standing !== 'In' ? 'door' : view.drill ? 'drill' : view.debrief ? 'debrief' : view.briefing ? 'briefing' : 'shelf';
    if (!now) return;
    document.getElementById('who').textContent = view.name || '';
    var copy = Object.assign({}, view);
    delete copy.turn;
    if (copy.debrief) { copy.debrief = Object.assign({}, copy.debrief); delete copy.debrief.said; }
    var key = now + JSON.stringify(copy);
    if (key === shown) return;
    var fresh = place !== now + (view.briefing || view.debrief || {}).id, had = document.activeElement && document.activeElement.id, typing = document.activeElement && document.activeElement.tagName === 'TEXTAREA';
    shown = key;
    place = now + (view.briefing || view.debrief || {}).id;
    main.textContent = '';
    ({ door: door, drill: drill, debrief: debrief, briefing: briefing, shelf: shelf })[now]();
    if (fresh) { scrollTo(0, 0); pick.sure = null; }
    var old = had && document.getElementById(had);
    if (old && (typing || !fresh) && now !== 'drill') old.focus();
    else { var head = document.getElementById('head'); if (head) head.focus({ preventScroll: true }); }
  }

  function door() {
    title('At the door');
    if (view.standing === 'Gone') { put(main, heading('h1', 'You are not in this class any more.'), press('Come in again', 'plain', function () { keep('bounceback-solo', null); location.reload(); })); return; }
    put(main, heading('h1', 'You are at the door.'), el('p', '', 'The trainer lets you in in a moment. Leave this page open.'), press('Not me: go back', 'plain', function () { ask({ leave: {} }); }));
  }

  function chip(text, tone) { return text ? el('span', 'chip ' + (tone || ''), text) : null; }
  var TONES = { Champion: 'good', Loyal: 'good', Passive: 'warn', Detractor: 'bad', Defector: 'bad' };

  function shelf() {
    title('All drills');
    put(main, heading('h1', 'Which drill?'));
    var open = view.open, past = {}, grid = el('div', 'grid');
    view.past.forEach(function (one) { past[one[0]] = one; });
    if (open) put(main, press(open.over ? 'Back to the debrief of “' + open.title + '”' : 'Go on with “' + open.title + '”', open.over ? 'plain' : 'go', function () { ask({ go_on: {} }); }));
    cards.cards.forEach(function (card, at) {
      var was = past[at], img = document.createElement('img'), text = el('span');
      img.src = '/face/' + encodeURIComponent(card.id) + '.svg'; img.alt = ''; img.loading = 'lazy'; img.width = img.height = 80;
      put(text, el('b', '', card.title), el('p', 'soft', card.channel + ' · about ' + card.minutes + ' min · ' + card.customer), el('p', '', card.summary), put(el('span', 'chips'), chip(card.level), was ? chip('Last: ' + was[1] + (was[2] > 1 ? ' · ' + was[2] + ' times' : ''), TONES[was[1]]) : null));
      var made = press(undefined, 'tile', function () { ask({ look: { scenario: card.id } }); });
      made.id = 'card-' + at;
      put(grid, put(made, img, text));
    });
    put(main, grid, el('p', 'soft text', (view.name ? cards.records ? 'Your drills are kept in the records under “' + view.name + '”.' : 'Nothing is recorded here.' : 'You practise without a name.') + ' Only this device shows them.'), put(el('div', 'text'), press('Leave the class', 'plain', function () { if (confirm('Leave the class? This device will not know you any more.')) ask({ leave: {} }); })));
  }

  function radio(name, value, text, more, chosen, act) {
    var made = el('label', 'pick'), input = el('input'), words = el('span');
    input.type = 'radio'; input.name = name; input.value = value; input.checked = chosen; input.id = name + '-' + value;
    input.onchange = function () { act(value); };
    return put(made, input, put(words, el('b', '', text), more ? el('span', 'soft', ' ' + more) : null));
  }
  function group(legend, items, kind) {
    var made = el('fieldset'), inner = el('div', kind);
    put(made, el('legend', '', legend));
    items.forEach(function (item) { put(inner, item); });
    return put(made, inner);
  }
  function sure(legend, words, chosen, act) {
    return group(legend, words.map(function (word, at) { return radio('sure', at + 1, String(at + 1), word, chosen === at + 1, function (value) { act(Number(value)); }); }), 'row');
  }

  function briefing() {
    var told = view.briefing, list = el('dl'), text = el('div', 'text');
    title('Briefing');
    told.parts.forEach(function (part) { put(list, el('dt', '', part[0]), el('dd', '', part[1])); });
    var steps = el('div', 'chips');
    told.teaches.forEach(function (step) { put(steps, chip(step, 'good')); });
    put(text, heading('h1', told.title), put(el('div', 'chips'), chip(told.level), chip(told.channel)), list, el('h2', '', 'You rehearse'), steps);
    put(text, group('How', cards.modes.map(function (mode) { return radio('mode', mode[0], mode[0] === 'Assessment' ? 'Exam' : mode[0], mode[1], pick.mode === mode[0], function (value) { pick.mode = value; }); })));
    put(text, sure(cards.sure_question, cards.sure_words, pick.sure, function (value) { pick.sure = value; }));
    put(text, el('p', 'soft', 'Take your time: thinking costs nothing.'));
    put(text, press('Begin', 'go', function () {
      if (view.open && !view.open.over && !confirm('“' + view.open.title + '” is not finished. Leave it and begin this one?')) return;
      ask({ begin: { scenario: told.id, mode: pick.mode, sure: pick.sure } });
    }), press('All drills', 'plain', function () { ask({ shelf: {} }); }));
    put(main, text);
  }

  function show(svg, name) {
    // A blob, and not an address: the feelings must not stand in one.
    if (picture && picture.svg === svg) { face.alt = name; return; }
    if (picture) URL.revokeObjectURL(picture.link);
    picture = { svg: svg, link: URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' })) };
    face.src = picture.link;
    face.alt = name;
  }
  function meter(name, value) { return put(el('span', 'meter'), name ? el('small', '', name) : null, el('span', '', value)); }
  function felt(name, kind, value, most) {
    var made = el('div', kind), outer = bar(value, most);
    outer.setAttribute('role', 'img');
    outer.setAttribute('aria-label', name + ' ' + value + ' of ' + most);
    return put(made, el('b', '', name), outer);
  }
  function line(one, name) {
    if (one.by === 'customer') return put(el('div', 'say'), el('span', '', one.text), el('small', '', name));
    return el('p', one.by === 'trainee' || one.by === 'step' ? 'own' : one.by === 'scene' ? 'scene' : 'notes scene', one.text);
  }

  function drill() {
    var told = view.drill, stage = el('div', told.feelings ? 'stage' : 'stage plain'), talk = el('div', 'talk'), meters = el('div', 'meters'), list = el('ul', 'moves');
    title(told.title);
    show(told.portrait, told.customer);
    put(meters, meter('', told.mode === 'Assessment' ? 'Exam' : told.mode), told.day ? meter('', 'Day ' + told.day) : null, told.patience ? meter('Patience', told.patience[0]) : null, meter('Fund', told.fund));
    // Words of the customer stand last and largest; where nothing new was said, what was said before stands.
    var now = told.now.slice();
    if (!now.some(function (one) { return one.by === 'customer'; })) {
      for (var at = told.earlier.length - 1; at >= 0; at -= 1) if (told.earlier[at].by === 'customer') { now.unshift(told.earlier[at]); break; }
    }
    now.forEach(function (one) { put(talk, line(one, told.customer)); });
    put(stage, meters, face);
    if (told.feelings) {
      var f = told.feelings, box = el('div', 'felt');
      box.setAttribute('role', 'group'); box.setAttribute('aria-label', told.customer + ' feels');
      put(stage, put(box, felt('Anger', 'anger', f.anger, 9), felt('Loss', 'loss', f.loss, 100), felt('Dread', 'dread', f.dread, 100)));
    }
    put(main, put(stage, talk));
    if (told.felt) put(main, el('p', 'soft', told.felt));
    if (told.hint) put(main, el('p', 'card', told.hint));
    put(main, heading('h2', told.day ? 'What do you do?' : 'What do you say?'));
    told.moves.forEach(function (move) {
      var made = press(undefined, move.best ? 'move best' : 'move', function () { if (!move.barred) ask({ play: { choice: { Move: move.choice } } }); else tell('That cannot be chosen: ' + move.chips[0].words + '.', true); });
      var chips = el('span', 'chips');
      if (move.best) put(chips, chip('✓ best move', 'good'));
      move.chips.forEach(function (one) { put(chips, chip(one.words, one.tone)); });
      made.id = 'move-' + move.number;
      if (move.barred) made.setAttribute('aria-disabled', 'true');
      put(list, put(el('li'), put(made, el('span', 'key', move.number), put(el('span'), el('span', '', move.say), chips))));
    });
    put(main, list);
    var tools = el('div', 'row tools');
    if (told.can_wait) put(tools, press('Say nothing for 15 s', 'plain', function () { ask({ play: { choice: 'Wait' } }); }));
    if (told.hint_button) put(tools, press(told.hint_button, 'plain', function () { ask({ hint: {} }); }));
    if (told.can_undo) put(tools, press('Take back', 'plain', function () { ask({ undo: {} }); }));
    put(tools, press('All drills', 'plain', function () { ask({ shelf: {} }); }));
    put(main, tools);
    if (told.earlier.length) {
      var all = el('details'), sum = el('summary', '', 'What was said before');
      put(all, sum);
      told.earlier.forEach(function (one) { put(all, el('p', one.by === 'customer' || one.by === 'trainee' ? '' : 'soft', (one.by === 'customer' ? told.customer + ': ' : one.by === 'trainee' ? 'You: ' : '') + one.text)); });
      put(main, all);
    }
    var heard = told.now.filter(function (one) { return one.by !== 'trainee' && one.by !== 'step'; }).map(function (one) { return (one.by === 'customer' ? told.customer + ': ' : '') + one.text; }).join(' ');
    if (told.hint) heard = told.hint;
    if (voice.textContent !== heard) voice.textContent = heard;
  }

  function curve(told) {
    var ns = 'http://www.w3.org/2000/svg', svg = document.createElementNS(ns, 'svg'), points = [[told.opening, 100]].concat(told.moves.map(function (move) { return move.standing; }));
    function made(tag, set) { var one = document.createElementNS(ns, tag); Object.keys(set).forEach(function (name) { one.setAttribute(name, set[name]); }); svg.appendChild(one); }
    function x(at) { return 24 + at * 552 / Math.max(1, points.length - 1); }
    function y(value) { return 20 + (100 - value) * 1.4; }
    function way(which) { return points.map(function (point, at) { return (at ? 'L' : 'M') + x(at).toFixed(1) + ' ' + y(point[which]).toFixed(1); }).join(''); }
    svg.setAttribute('viewBox', '0 0 600 180'); svg.setAttribute('class', 'curve'); svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', 'The outcome as it stood: from ' + Math.round(told.opening) + ' to ' + Math.round(points[points.length - 1][0]) + ' of 100.');
    made('path', { d: 'M24 20H576M24 90H576M24 160H576', stroke: 'currentColor', 'stroke-opacity': .15, fill: 'none' });
    made('path', { d: way(1), stroke: 'currentColor', 'stroke-opacity': .45, 'stroke-width': 2, 'stroke-dasharray': '5 5', fill: 'none' });
    made('path', { d: way(0), stroke: '#1f8a7a', 'stroke-width': 4, 'stroke-linejoin': 'round', fill: 'none' });
    points.forEach(function (point, at) { if (at) made('circle', { cx: x(at).toFixed(1), cy: y(point[0]).toFixed(1), r: 6, fill: { good: '#1f8a7a', plain: '#6b7280', warn: '#c98412', bad: '#c8452c' }[told.moves[at - 1].tone] }); });
    return svg;
  }

  function debrief() {
    var told = view.debrief;
    title('Looking back');
    show(told.portrait, told.customer);
    put(main, put(el('div', 'end'), face, put(el('div'), el('p', 'soft', told.title), put(heading('h1', told.customer + ' left as '), el('span', 'tier ' + told.tone, told.tier)), el('p', '', told.meaning))));
    put(main, el('p', 'soft', told.note));
    if (told.waiting) { var wait = el('p', 'card', 'The best play is being worked out. Your grades appear here in a moment.'); wait.setAttribute('role', 'status'); put(main, wait); }
    if (told.ungraded) put(main, el('p', 'card', 'No grades: ' + told.ungraded + '.'));
    var numbers = el('div', 'numbers');
    told.numbers.forEach(function (one) { put(numbers, put(el('div'), el('small', '', one.name), el('b', '', one.number), el('small', '', one.below))); });
    put(main, numbers);
    if (told.opening !== null && told.moves.length) { put(main, el('h2', '', 'How it stood'), curve(told), el('p', 'soft', 'The line: the outcome as it stood after each move, 0 (the worst play) to 100 (the best). Dashed: what the best play could still make of it.')); }
    put(main, el('h2', '', 'Move by move'));
    var list = el('ol', 'told');
    told.moves.forEach(function (move, at) {
      var text = put(el('div'), el('b', '', move.said), put(el('div', 'chips'), chip(move.chip, move.tone), at === told.costliest ? chip('cost most', 'bad') : null, chip(move.luck)), el('p', 'soft', move.felt));
      if (move.why) put(text, el('p', '', move.why));
      if (move.better) put(text, put(el('div', 'better'), el('b', '', move.better[0]), el('p', '', move.better[1]), move.better[2] ? el('p', 'soft', move.better[2]) : null));
      if (move.turn) put(text, el('p', 'bad', move.turn));
      var sign = el('span', 'sign ' + move.tone, move.sign || String(at + 1));
      sign.setAttribute('aria-hidden', 'true');
      put(list, put(el('li'), sign, text));
    });
    put(main, list, el('h2', '', 'The seven steps of SERVICE'));
    var service = el('ul', 'service'), tones = { done: 'good', partly: 'warn', missed: 'bad' };
    told.card.forEach(function (step) { put(service, put(el('li'), el('b', tones[step[2]], step[0]), el('span', '', step[1]), el('div', 'soft', step[2]), step[3] ? el('div', 'soft', step[3]) : null)); });
    put(main, service, el('p', '', told.avoided.length ? 'Avoidance seen: ' + told.avoided.join(', ') + '.' : 'No avoidance was seen.'));
    put(main, el('h2', '', 'Who hears about it'));
    told.hearers.forEach(function (words) { put(main, el('p', '', words)); });
    // What is typed stays, whatever comes meanwhile.
    if (!draft || draft.of !== view.open.id + told.moves.length + told.tier) draft = { of: view.open.id + told.moves.length + told.tier, said: Object.assign({}, told.said) };
    var own = el('div', 'text'), names = ['happened', 'keep', 'change'];
    put(own, el('h2', '', 'Your own words'), el('p', 'soft', 'Nothing has to be said.'));
    names.forEach(function (name, at) {
      var label = el('label', '', told.questions[at]), text = el('textarea');
      label.htmlFor = text.id = 'say-' + name; text.maxLength = 1000; text.rows = 2; text.dir = 'auto'; text.value = draft.said[name];
      text.oninput = function () { draft.said[name] = text.value; };
      put(own, label, text);
    });
    put(own, sure(told.sure_question, told.sure_words, draft.said.sure, function (value) { draft.said.sure = value; }));
    put(own, press('Keep my words', 'plain', function () { ask({ say: { said: draft.said } }); }));
    if (told.next) put(own, put(el('div', 'card'), el('b', '', 'Next: ' + told.next[1]), el('p', 'soft', told.next[2]), press('Look at it', 'plain', function () { ask({ look: { scenario: told.next[0] } }); })));
    put(own, press('Again', 'go', function () { ask({ look: { scenario: told.id } }); }), press('All drills', 'plain', function () { ask({ shelf: {} }); }));
    put(main, own);
    voice.textContent = told.waiting ? told.customer + ' left as ' + told.tier + '.' : 'Your grades are there.';
  }

  // The number of a move chooses it. A key that is held down chooses once.
  addEventListener('keydown', function (event) {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || !view || !view.drill || !/^[1-9]$/.test(event.key)) return;
    var made = document.getElementById('move-' + event.key);
    if (made) made.click();
  });

  if (kept('bounceback-solo')) live.open(); else form();
})();
