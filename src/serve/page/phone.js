'use strict';
(function () {
  var main = document.getElementById('main'), said = document.getElementById('said');
  var code = fragment(), joining = null, state = null, mine = null, draft = { Plus: '', Delta: '' };

  function tell(text, bad) { said.textContent = text || ''; said.className = bad ? 'note bad' : 'note'; }

  var live = Live({
    hello: function () {
      var token = kept('bounceback');
      if (token) return { back: { token: token } };
      return joining ? { join: joining } : null;
    },
    welcome: function (token) { keep('bounceback', token); joining = null; tell(''); },
    bye: function (why) { keep('bounceback', null); joining = null; state = null; mine = null; form(); tell(why, true); },
    voted: function (told) {
      if (!state) return;
      state.room.voted = told.voted; state.room.of = told.of;
      var count = document.getElementById('count');
      if (count) count.textContent = counted();
    },
    state: function (told) {
      var again = state && state.room.ballot === told.room.ballot && mine && mine.ballot === told.room.ballot;
      state = told;
      // A vote that got lost on its way goes out once more; the host counts it once.
      if (again && !mine.kept) vote(mine.choice); else if (!again) mine = null;
      if (!again || mine && mine.kept) tell('');
      draw();
    }
  });

  function counted() { return state.room.voted + ' of ' + state.room.of + ' have voted'; }

  function form() {
    document.getElementById('phase').textContent = 'Join the session';
    document.getElementById('who').textContent = '';
    main.textContent = '';
    var made = document.createElement('form'), one = el('label', '', 'The code on the screen'), two = el('label', '', 'Your name');
    var where = el('input'), who = el('input'), go = el('button', 'go', 'Join');
    one.htmlFor = where.id = 'code'; two.htmlFor = who.id = 'name';
    where.value = code; where.autocomplete = 'off'; where.maxLength = 16; where.required = true; where.setAttribute('autocapitalize', 'characters');
    who.maxLength = 40; who.required = true; who.dir = 'auto'; who.value = kept('bounceback-name') || ''; who.autocomplete = 'nickname';
    go.type = 'submit';
    made.onsubmit = function (event) {
      event.preventDefault();
      if (!who.value.trim() || !where.value.trim()) return;
      code = where.value;
      keep('bounceback-name', who.value);
      joining = { code: where.value.slice(0, 40), name: who.value };
      tell('Joining…');
      live.open();
    };
    put(main, put(made, one, where, two, who, go));
    (code ? who : where).focus();
  }

  function vote(choice) {
    var ballot = state.room.ballot;
    mine = { ballot: ballot, choice: choice, kept: false };
    tell('Sending…');
    live.ask({ vote: { ballot: ballot, choice: choice } }, function (why, own, lost) {
      if (!mine || mine.ballot !== ballot || mine.choice !== choice) return;
      if (why) { if (!lost) mine = null; tell(why, true); }
      else { mine.kept = true; if (own) state.own = own; tell('Your vote is counted. Nobody sees it before all are shown; until then you can change it.'); }
      draw();
    });
    draw();
  }

  function ask(what, words) {
    live.ask(what, function (why, own) { if (own && state) { state.own = own; } tell(why || words, !!why); });
  }

  function moves(act) {
    var room = state.room, own = state.own.vote, chosen = mine && mine.ballot === room.ballot ? mine.choice : own && (own.ballot === room.ballot || room.ballot === null) ? own.choice : null;
    room.moves.forEach(function (move) {
      var usable = act && move.open, made = usable ? press(undefined, 'move', function () { act(move.choice); }) : el('div', 'card move');
      var text = put(el('span'), el('span', '', move.say));
      if (move.barred || move.cost) put(text, el('div', 'soft', move.barred || move.cost));
      if (move.votes !== undefined) put(text, el('div', 'soft', move.votes + (move.votes === 1 ? ' vote' : ' votes')), bar(move.votes, room.of));
      put(made, el('span', 'key', move.number), text);
      if (usable) made.setAttribute('aria-pressed', String(chosen === move.choice));
      if (chosen === move.choice) put(made, el('span', 'mark', usable ? '✓' : 'yours'));
      put(main, made);
    });
  }

  function draw() {
    var room = state.room, own = state.own, focus = document.activeElement && document.activeElement.id;
    document.getElementById('phase').textContent = room.paused ? 'Paused' : PHASES[room.phase];
    document.getElementById('who').textContent = own ? own.name : '';
    if (room.phase === 'Debrief' && focus && focus.indexOf('note') === 0) return;
    main.textContent = '';
    if (state.unkept) put(main, el('p', 'link', state.unkept));
    if (!own || own.standing === 'Gone') { put(main, el('p', '', 'You have left this session.'), press('Join again', 'plain', function () { keep('bounceback', null); location.reload(); })); return; }
    if (own.standing === 'Asking') { put(main, el('h1', '', 'You are at the door.'), el('p', '', 'The facilitator lets you in in a moment. Leave this page open.')); return; }
    var line = el('div', 'say', room.line), count = el('p', 'soft', counted());
    count.id = 'count';
    switch (room.phase) {
      case 'Lobby': put(main, el('h1', '', 'You are in. Look at the big screen.'), el('p', '', room.title), el('p', 'soft', 'You vote here, hidden, before anybody speaks. Nothing rewards speed.')); break;
      case 'Listening': brought(main, room); put(main, el('p', 'soft', room.customer + ' says'), line); break;
      case 'Aftercare': put(main, el('h1', '', 'Day ' + room.day), room.scene ? el('p', '', room.scene) : null); break;
      case 'Vote': brought(main, room); put(main, line, el('h1', '', 'What would you do?')); moves(vote); put(main, count); break;
      case 'Reveal': case 'Talk': brought(main, room); moves(null); if (room.prompt) put(main, el('div', 'card', room.prompt)); break;
      case 'Second': put(main, el('h1', '', 'What does the team do?')); moves(vote); put(main, count); break;
      case 'Tie': moves(null); put(main, el('div', 'card', room.prompt)); break;
      case 'HotSeat':
        put(main, el('h1', '', own.decides ? 'You decide for the team.' : room.seat + ' decides for the team.'));
        moves(own.decides ? function (choice) { ask({ decide: { choice: choice } }, ''); } : null);
        break;
      case 'Reaction': room.said.forEach(function (one) { put(main, el('div', one.by === 'customer' ? 'say' : one.by === 'note' ? 'soft' : 'card', one.text)); }); break;
      case 'Debrief': debrief(); break;
      default: put(main, el('h1', '', 'Thank you.'), el('p', '', 'You can close this page.'));
    }
    if (focus && document.getElementById(focus)) document.getElementById(focus).focus();
  }

  function debrief() {
    var own = state.own_debrief, team = state.debrief;
    if (!team) put(main, el('p', '', 'The best play is being worked out…'));
    else if (own) {
      put(main, el('p', 'soft', 'Your own first votes'), el('div', 'big', Math.round(own.accuracy) + '%'),
        el('p', '', 'accuracy over ' + own.votes + (own.votes === 1 ? ' vote' : ' votes') + '. The team’s decisions at the same moments: ' + Math.round(own.team_accuracy) + '%.'));
    } else put(main, el('p', '', 'You did not vote this time.'));
    if (team) put(main, el('p', '', team.price));
    [['Plus', 'What went well?'], ['Delta', 'What would you do another way?']].forEach(function (kind) {
      var title = el('label', '', kind[1]), text = el('textarea');
      title.htmlFor = text.id = 'note' + kind[0];
      text.maxLength = 280; text.rows = 2; text.dir = 'auto'; text.value = draft[kind[0]];
      text.oninput = function () { draft[kind[0]] = text.value; };
      put(main, title, text, press('Send', 'plain', function () {
        if (!text.value.trim()) return;
        live.ask({ note: { kind: kind[0], text: text.value } }, function (why) {
          tell(why || 'Sent. It stands on the screen without your name.', !!why);
          if (!why) { draft[kind[0]] = ''; text.value = ''; }
        });
      }));
    });
    var box = el('input'), words = el('label', '', 'My name and accuracy may stand on the big screen');
    box.type = 'checkbox'; box.checked = state.own.shown; box.id = 'shown';
    box.onchange = function () { ask({ shown: { shown: box.checked } }, box.checked ? 'Your name may be shown.' : 'Your name is not shown.'); };
    words.insertBefore(box, words.firstChild);
    put(main, words);
  }

  if (kept('bounceback')) live.open(); else form();
})();
