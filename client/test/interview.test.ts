import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answers, Place, Question } from '../src/commands/interview.ts';
import { BACK, interview } from '../src/commands/interview.ts';

type Key = 'vault' | 'name' | 'date';

const QUESTIONS: readonly Question<Key>[] = [
  { key: 'vault', isAsked: answers => answers.name !== 'known' },
  { key: 'name' },
  { key: 'date' },
];

/** Interviews someone who answers so, in turn; gives what was asked, and with which answers at hand. */
const hold = async (questions: readonly Question<Key>[], said: readonly (string | typeof BACK | undefined)[]) => {
  const asked: [Key, Answers<Key>, Place][] = [];
  const left = [...said];
  const answers = await interview<Key, Question<Key>>(questions, ({ key }, known, place) => {
    asked.push([key, known, place]);
    return Promise.resolve(left.shift());
  });
  assert.equal(left.length, 0);
  return { asked, answers };
};

test('asks in turn and gives all answers', async () => {
  const { asked, answers } = await hold(QUESTIONS, ['v', 'n', 'd']);
  assert.deepEqual(answers, { vault: 'v', name: 'n', date: 'd' });
  assert.deepEqual(
    asked.map(([key, , { step, total }]) => [key, step, total]),
    [
      ['vault', 1, 3],
      ['name', 2, 3],
      ['date', 3, 3],
    ],
  );
});

test('who goes back finds what they answered', async () => {
  const { asked, answers } = await hold(QUESTIONS, ['v', 'n', BACK, 'm', 'd']);
  assert.deepEqual(answers, { vault: 'v', name: 'm', date: 'd' });
  assert.deepEqual(asked[3], ['name', { vault: 'v', name: 'n' }, { step: 2, total: 3 }]);
});

test('an empty answer is one, and giving up ends it', async () => {
  assert.deepEqual((await hold(QUESTIONS, ['', '', ''])).answers, { vault: '', name: '', date: '' });
  assert.equal((await hold(QUESTIONS, ['v', undefined])).answers, undefined);
});

test('leaves out what need not be asked, also on the way back', async () => {
  const questions = QUESTIONS.map(question =>
    question.key === 'vault' ? { ...question, isAsked: () => false } : question,
  );
  const { asked, answers } = await hold(questions, ['n', BACK, BACK, 'm', 'd']);
  assert.deepEqual(answers, { name: 'm', date: 'd' });
  assert.deepEqual(
    asked.map(([key, , { step }]) => [key, step]),
    [
      ['name', 1],
      ['date', 2],
      ['name', 1],
      ['name', 1],
      ['date', 2],
    ],
  );
});
