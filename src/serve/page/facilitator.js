'use strict';
(function () {
  var main = document.getElementById('main'), said = document.getElementById('said'), state = null, held = '', same = null;
  var token = fragment() || sessionStorage.getItem('bounceback-facilitator');
  if (token) sessionStorage.setItem('bounceback-facilitator', token);
  function tell(text, bad) { said.textContent = text || ''; said.className = bad ? 'note bad' : 'note'; }
  var live = Live({
    hello: function () { return token ? { back: { token: token } } : null; },
    welcome: function () {},
    bye: function (why) { main.textContent = ''; tell(why, true); },
    voted: function () {},
    state: function (told) { state = told; draw(); }
  });
  function act(command, words) { live.ask({ do: { command: command } }, function (why) { tell(why || words || '', !!why); }); }

  var NEXT = { Lobby: 'Begin', Listening: 'Open the vote', Aftercare: 'Open the vote', Vote: 'Show the votes', Reveal: 'Talk', Talk: 'Second vote', Second: 'Close the vote', Tie: 'Vote again', HotSeat: 'Vote instead', Reaction: 'Go on', Debrief: 'End the session' };
  var WORDS = { Back: 'Back', Skip: 'Skip to the decision', Pause: 'Pause', Resume: 'Resume', SecondVote: 'Second vote', HotSeat: 'Hot seat: whose turn it is', Silence: 'Let the customer wait 15 s', End: 'Straight to the debrief' };

  function draw() {
    // Somebody who is typing numbers is not disturbed; the lists come with the next change.
    var room = state.room, may = state.facilitator.may, typing = document.activeElement && /INPUT|TEXTAREA/.test(document.activeElement.tagName);
    document.getElementById('phase').textContent = (room.paused ? 'Paused · ' : '') + PHASES[room.phase] + (room.beat ? ' · beat ' + room.beat : '');
    document.getElementById('who').textContent = room.ballot !== null ? room.voted + ' of ' + room.of + ' voted' : room.present + ' in the room';
    if (typing && held === room.phase + room.ballot) return;
    held = room.phase + room.ballot;
    main.textContent = '';
    if (state.trouble) put(main, el('p', 'link', state.trouble));
    if (room.line) put(main, el('div', 'say', room.line));
    if (may.indexOf('Next') >= 0) put(main, press(NEXT[room.phase] || 'Next', 'go', function () { act('Next'); }));
    var row = el('div', 'row');
    Object.keys(WORDS).forEach(function (name) {
      if (may.indexOf(name) < 0 || name === 'SecondVote' && room.phase !== 'Reveal') return;
      put(row, press(WORDS[name], 'plain', function () { if (name !== 'End' || confirm('Straight to the debrief?')) act(name === 'HotSeat' ? { HotSeat: { member: null } } : name); }));
    });
    put(main, row);
    if (state.facilitator.injects.length) {
      var injects = el('div', 'row');
      state.facilitator.injects.forEach(function (one) { put(injects, press(one.label, 'plain', function () { act({ Inject: { id: one.id } }); })); });
      put(main, el('h2', '', 'Bring into the talk'), injects);
    }
    brought(main, room);
    if (room.prompt) put(main, el('div', 'card', room.prompt));
    room.said.forEach(function (one) { put(main, el('div', 'card', one.text)); });
    if (room.moves.length) choices(room, may);
    if (state.debrief) put(main, el('h2', '', 'Debrief'), el('div', 'card', state.debrief.tier + '. ' + state.debrief.price));
    if (room.phase === 'Debrief') heard();
    if (state.plan) plan();
    people(room, may);
    put(main, el('h2', '', 'Join'), el('p', 'big', state.way.code));
    state.way.addresses.forEach(function (address) { put(main, el('div', '', address)); });
  }

  function choices(room, may) {
    var hands = [], open = room.moves.filter(function (move) { return move.open; });
    put(main, el('h2', '', 'Moves'));
    room.moves.forEach(function (move) {
      var text = put(el('span'), el('span', '', move.say), move.barred || move.cost ? el('div', 'soft', move.barred || move.cost) : null);
      var made = put(el('div', 'card move'), el('span', 'key', move.number), text);
      if (move.votes !== undefined) put(made, el('span', 'mark', move.votes));
      put(main, made);
      var row = el('div', 'row');
      if (may.indexOf('Hands') >= 0 && move.open) {
        var input = el('input');
        input.type = 'number'; input.min = 0; input.max = 999; input.value = 0; input.setAttribute('aria-label', 'Hands for move ' + move.number);
        hands.push({ choice: move.choice, input: input });
        put(row, el('span', 'soft', 'Hands for ' + move.number), input);
      }
      if (may.indexOf('Call') >= 0 && !move.barred) put(row, press('Decide for ' + move.number, 'plain', function () { act({ Call: { choice: move.choice } }); }));
      put(main, row);
    });
    if (hands.length) put(main, press('Count these hands', 'plain', function () {
      // In the order of the ballot's options: as shown.
      act({ Hands: { ballot: room.ballot, hands: open.map(function (move) {
        var of = hands.filter(function (hand) { return hand.choice === move.choice; })[0];
        return Math.max(0, Math.min(999, parseInt(of.input.value, 10) || 0));
      }) } }, 'Counted.');
      document.activeElement.blur();
    }));
  }

  // What is said aloud in the round of plus and delta.
  function heard() {
    var text = el('input'), row = el('div', 'row'), title = el('label', '', 'Said aloud, for the round of plus and delta');
    title.htmlFor = text.id = 'heard'; text.maxLength = 280; text.dir = 'auto';
    [['Plus', '+ Keep'], ['Delta', 'Δ Change']].forEach(function (one) {
      put(row, press(one[1], 'plain', function () {
        if (text.value.trim()) { act({ Heard: { kind: one[0], text: text.value } }, 'Noted.'); text.value = ''; text.blur(); }
      }));
    });
    put(main, title, text, row);
  }

  // The team's own plan: written down while everybody talks, shown on the screen, kept for the next session.
  function plan() {
    var now = state.plan, texts = {}, needs = [];
    put(main, el('h2', '', 'Our recovery plan'));
    [['say', 'What we will say'], ['act', 'What we will do'], ['allowed', 'What we are allowed to do']].forEach(function (one) {
      var title = el('label', '', one[1]), text = el('textarea');
      title.htmlFor = text.id = 'plan-' + one[0];
      text.maxLength = 600; text.rows = 3; text.dir = 'auto'; text.value = now[one[0]];
      texts[one[0]] = text;
      put(main, title, text);
    });
    var fund = el('input'), words = el('label', '', 'The fund that each of us may spend without asking (empty: as it is)');
    words.htmlFor = fund.id = 'plan-fund'; fund.type = 'number'; fund.min = 0; fund.value = now.fund === null ? '' : now.fund;
    put(main, words, fund, el('label', '', 'What needs a manager'));
    var sets = el('input'), setting = el('label', '', 'The plan says what needs a manager');
    sets.type = 'checkbox'; sets.checked = now.approval !== null; setting.insertBefore(sets, setting.firstChild); put(main, setting);
    [['Fix', 'a fix'], ['Promise', 'a promise'], ['Compensate', 'compensation'], ['Gesture', 'a gesture']].forEach(function (act) {
      var box = el('input'), label = el('label', '', act[1]);
      box.type = 'checkbox'; box.checked = !!now.approval && now.approval.indexOf(act[0]) >= 0;
      needs.push([act[0], box]); label.insertBefore(box, label.firstChild); put(main, label);
    });
    var changes = el('textarea'), title = el('label', '', 'Changes: what | who | by when, one in a line');
    title.htmlFor = changes.id = 'plan-changes'; changes.rows = 4; changes.dir = 'auto';
    changes.value = now.changes.map(function (one) { return one.what + ' | ' + one.who + ' | ' + one.when; }).join('\n');
    put(main, title, changes, press('Keep the plan', 'go', function () {
      // Acts that this page does not list stay as they were.
      var listed = needs.map(function (one) { return one[0]; }), others = (now.approval || []).filter(function (act) { return listed.indexOf(act) < 0; });
      var made = {
        say: texts.say.value, act: texts.act.value, allowed: texts.allowed.value,
        fund: fund.value === '' ? null : Math.max(0, Math.min(1000000, Math.round(Number(fund.value)) || 0)),
        approval: sets.checked ? others.concat(needs.filter(function (one) { return one[1].checked; }).map(function (one) { return one[0]; })) : null,
        changes: changes.value.split('\n').map(function (line) { var part = line.split('|'); return { what: (part[0] || '').trim(), who: (part[1] || '').trim(), when: (part[2] || '').trim() }; }).filter(function (one) { return one.what; }).slice(0, 20)
      };
      live.ask({ plan: { plan: made } }, function (why) { tell(why || 'The plan is kept.', !!why); held = ''; });
      document.activeElement.blur();
    }));
  }

  function people(room, may) {
    var known = state.facilitator;
    put(main, el('h2', '', 'People: ' + known.all + (known.asking ? ', ' + known.asking + ' at the door' : '') + (known.away ? ', ' + known.away + ' away' : '')));
    put(main, press(may.indexOf('Shut') >= 0 ? 'Shut the door' : 'Open the door for everybody with the code', 'plain', function () { act({ Door: { open: may.indexOf('Shut') < 0 } }); }));
    known.people.forEach(function (one) {
      if (one.same_as !== null) return;
      var row = el('div', 'row people'), mark = one.standing === 'Asking' ? ' asks to come in' : one.standing === 'Away' ? ' is away' : room.ballot !== null && one.voted ? ' ✓' : '';
      put(row, put(el('span', 'grow'), el('bdi', '', one.name), el('span', 'soft', mark)));
      if (one.standing === 'Asking') put(row, press('Let in', 'plain', function () { act({ Admit: { member: one.member } }); }));
      else if (same !== null && same !== one.member) put(row, press('…is this person', 'plain', function () { act({ Same: { member: same, person: one.member } }); same = null; }));
      else put(row, press('Second phone of…', 'plain', function () { same = one.member; draw(); }));
      if (room.phase !== 'Lobby' && one.standing === 'In' && may.indexOf('HotSeat') >= 0) put(row, press('Hot seat', 'plain', function () { act({ HotSeat: { member: one.member } }); }));
      put(row, press('Show out', 'plain', function () { if (confirm('Show ' + one.name + ' out?')) act({ Remove: { member: one.member } }); }));
      put(main, row);
    });
  }
  if (token) live.open(); else tell('Open the facilitator’s link that the host prints: it holds the key.', true);
})();
