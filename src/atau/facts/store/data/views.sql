-- The views of a fact store: what was read in each document, with the names that it has over all documents.
-- licence: MIT

CREATE VIEW documents AS
SELECT document, id, f.path AS file, d.checksum, url, title, author, site, published, language, characters, pages, meta
FROM raw.documents d JOIN raw.files f USING (file);

CREATE VIEW people_in_documents AS
SELECT p.cluster, l.person, l.probability, p.name, p.names, p.offices, p.organisations, p.places, p.dates, p.born, p.died,
       p.mentions, p.document, p.start_char, p.end_char, p.sentence_start, p.sentence
FROM raw.people p LEFT JOIN raw.person_links l USING (document, cluster);

CREATE VIEW organisations_in_documents AS
SELECT r.cluster, l.organisation, l.probability, r.name, r.names, r.places, r.mentions, r.document, r.start_char, r.end_char, r.sentence_start, r.sentence
FROM raw.organisations r LEFT JOIN raw.organisation_links l USING (document, cluster);

CREATE VIEW mentions AS
SELECT m.layer, m.label, m.text, m.normal, m.cluster, m.score, m.source, p.person, o.organisation, m.place,
       m.document, m.start_char, m.end_char, m.sentence_start, m.sentence
FROM raw.mentions m
LEFT JOIN raw.person_links p USING (document, cluster)
LEFT JOIN raw.organisation_links o USING (document, cluster);

CREATE VIEW holdings AS
SELECT l.person, coalesce(p.name, h.person_text) AS name, h.office, h.status,
       k.organisation, coalesce(o.name, h.organisation_text) AS organisation_name,
       h.place, coalesce(c.name, h.place_text) AS place_name,
       h.date, h.score, h.source, d.published, h.document, h.start_char, h.end_char, h.sentence_start, h.sentence
FROM raw.holdings h
JOIN raw.documents d USING (document)
LEFT JOIN raw.person_links l USING (document, cluster)
LEFT JOIN people p ON p.person = l.person
LEFT JOIN raw.organisation_links k ON k.document = h.document AND k.cluster = h.organisation_cluster
LEFT JOIN organisations o ON o.organisation = k.organisation
LEFT JOIN places c ON c.place = h.place;

CREATE VIEW tenures AS
SELECT h.person, arg_max(h.name, (h.score, -h.document, -h.start_char)) AS name,
       arg_max(h.office, (w.office IS NULL, h.score, -h.document, -h.start_char)) AS office,
       h.organisation, arg_max(h.organisation_name, (h.score, -h.document, -h.start_char)) AS organisation_name,
       h.place, arg_max(h.place_name, (h.score, -h.document, -h.start_char)) AS place_name,
       arg_max(h.status, (coalesce(h.date, h.published, ''), h.document, h.start_char)) AS status,
       min(coalesce(h.date, h.published)) AS first_date, max(coalesce(h.date, h.published)) AS last_date,
       CAST(count(DISTINCT h.document) AS INTEGER) AS documents, max(h.score) AS score,
       arg_max(h.document, (h.score, -h.document, -h.start_char)) AS document,
       arg_max(h.start_char, (h.score, -h.document, -h.start_char)) AS start_char,
       arg_max(h.end_char, (h.score, -h.document, -h.start_char)) AS end_char,
       arg_max(h.sentence_start, (h.score, -h.document, -h.start_char)) AS sentence_start,
       arg_max(h.sentence, (h.score, -h.document, -h.start_char)) AS sentence
FROM holdings h
LEFT JOIN raw.offices w ON w.person = coalesce(h.person, h.name, '')
     AND w.organisation = coalesce(h.organisation, h.organisation_name, '')
     AND w.place = coalesce(h.place, '') AND w.wording = lower(h.office)
GROUP BY h.person, CASE WHEN h.person IS NULL THEN h.name END, coalesce(w.office, lower(h.office)),
         h.organisation, CASE WHEN h.organisation IS NULL THEN h.organisation_name END, h.place;

CREATE VIEW located AS
SELECT k.organisation, coalesce(o.name, r.organisation_text) AS organisation_name,
       r.place, coalesce(c.name, r.place_text) AS place_name,
       r.date, r.score, r.source, d.published, r.document, r.start_char, r.end_char, r.sentence_start, r.sentence
FROM raw.located r
JOIN raw.documents d USING (document)
LEFT JOIN raw.organisation_links k ON k.document = r.document AND k.cluster = r.organisation_cluster
LEFT JOIN organisations o ON o.organisation = k.organisation
LEFT JOIN places c ON c.place = r.place;

CREATE VIEW parts AS
SELECT k.organisation AS part, coalesce(p.name, r.part_text) AS part_name,
       l.organisation AS whole, coalesce(w.name, r.whole_text) AS whole_name,
       r.date, r.score, r.source, d.published, r.document, r.start_char, r.end_char, r.sentence_start, r.sentence
FROM raw.parts r
JOIN raw.documents d USING (document)
LEFT JOIN raw.organisation_links k ON k.document = r.document AND k.cluster = r.part_cluster
LEFT JOIN raw.organisation_links l ON l.document = r.document AND l.cluster = r.whole_cluster
LEFT JOIN organisations p ON p.organisation = k.organisation
LEFT JOIN organisations w ON w.organisation = l.organisation;

CREATE VIEW amounts AS
SELECT r.text, r.kind, r.unit, r.value, r.low, r.high, r.approx, r.exact, r.counted,
       k.organisation,
       CASE WHEN r.organisation_cluster IS NOT NULL THEN coalesce(o.name, r.subject_text) END AS organisation_name,
       r.place, CASE WHEN r.place IS NOT NULL THEN coalesce(c.name, r.subject_text) END AS place_name,
       r.date, r.score, r.source, d.published, r.document, r.start_char, r.end_char, r.sentence_start, r.sentence
FROM raw.amounts r
JOIN raw.documents d USING (document)
LEFT JOIN raw.organisation_links k ON k.document = r.document AND k.cluster = r.organisation_cluster
LEFT JOIN organisations o ON o.organisation = k.organisation
LEFT JOIN places c ON c.place = r.place;

CREATE VIEW life_events AS
SELECT l.person, coalesce(p.name, r.person_text) AS name, r.event, r.place, coalesce(c.name, r.place_text) AS place_name,
       r.date, r.score, r.source, d.published, r.document, r.start_char, r.end_char, r.sentence_start, r.sentence
FROM raw.life_events r
JOIN raw.documents d USING (document)
LEFT JOIN raw.person_links l USING (document, cluster)
LEFT JOIN people p ON p.person = l.person
LEFT JOIN places c ON c.place = r.place;

CREATE VIEW failures AS
SELECT f.path AS file, x.place, x.error FROM raw.failures x JOIN raw.files f USING (file);
