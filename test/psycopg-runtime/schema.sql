CREATE TABLE films (
  id serial PRIMARY KEY,
  title varchar(20) NOT NULL UNIQUE,
  year integer CHECK (year > 1800),
  rating numeric(4, 2),
  length real,
  score double precision,
  released date,
  added timestamp DEFAULT '2020-01-02 03:04:05.678',
  seen timestamptz,
  tags text[],
  numbers integer[],
  info jsonb,
  is_public boolean,
  cover bytea,
  code uuid,
  big bigint,
  small smallint
);
CREATE TABLE reviews (id serial PRIMARY KEY, film_id integer NOT NULL REFERENCES films (id), text text);
INSERT INTO films (title, year, rating, length, score, released, seen, tags, numbers, info, is_public, cover, code, big, small) VALUES
  ('Alien', 1979, 8.50, 1.5, 2.25, '1979-05-25', '2021-01-01 00:00:00+00', '{a,"b c",NULL}', '{1,2}', '{"b": 1, "a": [1.0, "x"]}', true, '\x0102', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 9223372036854775807, 3),
  ('Brazil', 1985, 7.90, 2, 3, '1985-02-20', NULL, '{}', NULL, 'null', false, NULL, NULL, -5, NULL),
  ('Çédille', 2001, NULL, NULL, 'NaN', NULL, NULL, NULL, '{{1,2},{3,4}}', '[]', NULL, '', NULL, 9007199254740993, -1);
INSERT INTO reviews (film_id, text) VALUES (1, 'good'), (1, 'bad'), (2, NULL);
CREATE FUNCTION add_film(name text, y integer) RETURNS integer LANGUAGE sql AS 'INSERT INTO films (title, year) VALUES ($1, $2) RETURNING id';
CREATE FUNCTION fail(message text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '%', message USING HINT = 'a hint', DETAIL = 'a detail'; END $$;
