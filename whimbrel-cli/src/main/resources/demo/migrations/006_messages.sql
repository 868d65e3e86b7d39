-- What people wrote to a shop for optics, and what it answered: twelve talks about each of ten things.

INSERT INTO users (id, email, display_name) VALUES (1, 'shop@example.org', 'Shop');

CREATE TEMP TABLE thing (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO thing (name) VALUES
    ('spotting scope'), ('trail camera'), ('night scope'), ('rangefinder'), ('telescope'),
    ('thermal camera'), ('headlamp'), ('microscope'), ('action camera'), ('camera drone');

CREATE TEMP TABLE talk (id INTEGER PRIMARY KEY, question TEXT, answer TEXT);
INSERT INTO talk (question, answer) VALUES
    ('My THING arrived broken. Can I get another one?', 'We send another THING today; the broken one travels back at our cost.'),
    ('Where is the parcel with my THING?', 'Your THING left our warehouse yesterday and takes two days.'),
    ('Can I pay for the THING month by month?', 'Yes, the THING can be paid in six instalments without interest.'),
    ('The THING does not switch on any more.', 'Charge the battery of the THING for three hours, then hold the button for ten seconds.'),
    ('Is the THING safe in the rain?', 'The THING stands a shower; do not let it lie in water.'),
    ('The glass of my THING mists up in the cold.', 'Leave the THING closed in its bag for half an hour when you come in or go out; then no moisture settles on it.'),
    ('I want to send the THING back, I never opened it.', 'Within thirty days we take the THING back and refund all of it.'),
    ('Do students get the THING for less?', 'With a student card the THING costs ten per cent less.'),
    ('How do I get fingerprints off the THING?', 'Breathe on it and wipe the THING with the cloth that came with it, never with a paper towel.'),
    ('Which tripod fits the THING?', 'The THING has the usual thread of a quarter of an inch.'),
    ('I forgot the password of the account I bought the THING with.', 'Follow the link under the form to choose a new password; your THING stays in the list of orders.'),
    ('Does the guarantee of the THING hold abroad?', 'The guarantee of the THING holds in all countries, for two years.');

INSERT INTO chat_sessions (id, user_id, title) SELECT id, 1, name FROM thing;

INSERT INTO chat_messages (session_id, role, content)
SELECT thing.id, 'user', replace(talk.question, 'THING', thing.name) FROM thing, talk
UNION ALL
SELECT thing.id, 'assistant', replace(talk.answer, 'THING', thing.name) FROM thing, talk;

DROP TABLE talk;
DROP TABLE thing;
