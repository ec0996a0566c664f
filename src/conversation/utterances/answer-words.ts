import type { Locale } from '../../i18n/locale.ts';
import type { Verb } from '../reply.ts';

type Phrases = Readonly<Record<Locale, readonly string[]>>;

/**
 * Typed equivalents of a button, by verb. Lower case, without punctuation. Both languages always
 * count, because people mix them. Some outcomes have more phrasings than a list can hold: see
 * outcome-phrases.ts. The phrases here also match with a typo.
 */
export const ANSWER_WORDS: Readonly<Partial<Record<Verb, Phrases>>> = {
  fixed: {
    en: phrases(`
      that fixed it, fixed it, it is fixed, its fixed, solved, it is solved, resolved, it works, it works now,
      works now, working now, it is working, it is working now, that worked, it worked, worked, that did it,
      that helped, i can sign in now, i am in, im in, all good, all good now, problem solved, success
    `),
    'zh-CN': phrases(`
      搞定, 有用
    `),
  },
  'no-change': {
    en: phrases(`
      still broken, still not working, still does not work, still doesnt work, still the same, still no, not fixed,
      still not fixed, it is still broken, its still broken, same error, same thing, same problem, the same error,
      no change, nope, did not help, didnt help, that did not help, that didnt help, did not work, didnt work,
      that did not work, that didnt work, it did not work, it didnt work, does not work, doesnt work,
      it does not work, it doesnt work, not working, no luck, no difference, still failing, still fails,
      still happening, still getting the error, still the same error, still cannot sign in, still cant sign in,
      not yet, nothing changed, no improvement, no effect, did nothing, still not, still doesnt, still there,
      it still does not work, it still doesnt work, it still fails, it is still the same, its still the same,
      the error is still there, error is still there, i still get the error, i still get the same error,
      i get the same error, still getting the same error, still same error, still same, failed
    `),
    'zh-CN': phrases(`
      错误依旧, 问题依旧, 依旧
    `),
  },
  cannot: {
    en: phrases(`
      i cannot do this, i cant do this, i can not do this, cannot do this, cant do this, cannot do that, cant do that,
      i cannot do that, i cant do that, i cannot, i cant, i am not allowed, im not allowed, not allowed,
      no permission, i do not have permission, i dont have permission, i have no rights, i am not an admin,
      i do not know how, i dont know how, access denied, cannot find it, cant find it, i cannot find it,
      i cant find it, i do not see it, i dont see it, i dont see that, there is no such button, i do not understand,
      i dont understand, i dont have admin rights, i do not have admin rights, no admin rights
    `),
    'zh-CN': phrases(`
      拒绝访问, 不允许
    `),
  },
  next: {
    en: phrases(`
      next, what else, what else can i try, something else, try something else, next one, next thing,
      show the next thing, skip this, skip, continue, go on
    `),
    'zh-CN': phrases(`
      下一个, 下一步, 下一项, 还有别的吗, 还有其他办法吗, 其他办法, 别的办法, 换一个, 跳过, 继续, 试试别的
    `),
  },
  'none-of-these': {
    en: phrases(`
      none of these, none of them, none, none of those, neither, something else, other, another problem, no, nope
    `),
    'zh-CN': phrases(`
      都不是, 以上都不是, 都不对, 一个都不是, 没有一个是, 其他, 别的, 别的问题, 其他问题, 不是, 没有
    `),
  },
  'not-this': {
    en: phrases(`
      not my problem, that is not my problem, that is not it, thats not it, not it, not this, wrong problem,
      that is not what i meant, wrong one, wrong, none of these, something different
    `),
    'zh-CN': phrases(`
      不是这个, 不是这个问题, 不是我的问题, 这不是我的问题, 不对, 弄错了, 你弄错了, 理解错了, 都不是, 不是
    `),
  },
  ticket: {
    en: phrases(`
      create a ticket, ticket, open a ticket, make a ticket, raise a ticket, yes create a ticket, new ticket,
      file a ticket, support ticket
    `),
    'zh-CN': phrases(`
      创建工单, 提交工单, 工单, 开工单, 提工单, 建工单, 新建工单, 报单
    `),
  },
  submit: {
    en: phrases(`
      submit, done, continue, next, go on, ready, review, that is all, thats all, finished, ok
    `),
    'zh-CN': phrases(`
      提交, 完成, 继续, 下一步, 填好了, 好了, 就这些, 写完了, 确定, 预览
    `),
  },
  skip: {
    en: phrases(`
      skip, skip it, skip this, skip all, no details, nothing to add, later
    `),
    'zh-CN': phrases(`
      跳过, 略过, 不填, 全部跳过, 没有要补充的, 没有补充
    `),
  },
  send: {
    en: phrases(`
      send, send it, send the ticket, submit, submit it, looks good, confirm, go ahead, ok, okay, please send, correct
    `),
    'zh-CN': phrases(`
      发送, 发送工单, 提交, 提交工单, 确认, 确定, 没问题, 可以, 发, 好的, 好, 正确
    `),
  },
  edit: {
    en: phrases(`
      edit, change, change it, change something, edit it, correct it, let me change something, modify
    `),
    'zh-CN': phrases(`
      修改, 编辑, 改一下, 更改, 我要修改, 改
    `),
  },
  cancel: {
    en: phrases(`
      cancel, do not send, dont send, do not send it, dont send it, never mind, nevermind, stop, abort, forget it
    `),
    'zh-CN': phrases(`
      取消, 不发送, 不发了, 不用了, 算了, 先不发, 别发, 放弃
    `),
  },
  switch: {
    en: phrases(`
      switch, change to it, change over, switch to that, switch to it, yes switch, new problem, the new one, change
    `),
    'zh-CN': phrases(`
      切换, 换, 换成新的, 切换过去, 新问题, 换过去, 处理新问题
    `),
  },
  'skip-rating': {
    en: phrases(`
      not now, no, no thanks, later, skip, skip it, rather not, no rating
    `),
    'zh-CN': phrases(`
      不, 不用, 不用了, 跳过, 以后再说, 不评价, 不想评价, 暂不
    `),
  },
  stay: {
    en: phrases(`
      stay, stay here, keep going, go on, continue, carry on, stay with this, the old one, do not switch, dont switch
    `),
    'zh-CN': phrases(`
      不换, 不切换, 留在这里, 继续, 继续原来的, 继续当前, 原来的
    `),
  },
  back: {
    en: phrases(`
      back, go back, previous, previous step, undo, one step back
    `),
    'zh-CN': phrases(`
      返回, 后退, 上一步, 回上一步, 退回, 撤销
    `),
  },
};

/** "Yes" and "no"; their meaning depends on the question. */
export const YES_WORDS: Phrases = {
  en: phrases(`
    yes, y, yep, yeah, yes it did, yes it does, yes it is, yes we do, we do, yes i do, i do
  `),
  'zh-CN': phrases(`
    是, 是的, 对, 对的, 没错
  `),
};

export const NO_WORDS: Phrases = {
  en: phrases(`
    no, n, nope, nah, no thanks, not really, no it did not, no it didnt, no it does not, no it doesnt, no we dont,
    we dont, no i dont
  `),
  'zh-CN': phrases(`
    否, 不, 不是, 没有, 不用, 不要, 不需要, 不了
  `),
};

/** Agreement: a yes to an offer, but only "I will" under steps to try. */
export const AGREE_WORDS: Phrases = {
  en: phrases(`
    ok, okay, sure, of course, yes please, please, please do, alright, all right, fine, go ahead
  `),
  'zh-CN': phrases(`
    嗯, 嗯嗯, 好, 好的, 行, 要, 需要, 可以, 没问题
  `),
};

/** Typed by a person who is about to try the steps: the card keeps waiting. */
export const TRYING_WORDS: Phrases = {
  en: phrases(`
    i will try, ill try, will try, i will try that, ill try that, will try that, let me try, let me try that,
    let me see, let me check, trying, trying now, i am trying, im trying, one moment, one second, one sec,
    just a moment, give me a minute, give me a moment, hold on, wait, got it, understood, will do, on it
  `),
  'zh-CN': phrases(`
    我试试, 我试试看, 试试看, 我试一下, 我先试试, 我先试一下, 马上试, 我去试试, 我看看, 我看一下, 稍等, 稍等一下,
    等一下, 等等, 等我一下, 正在试, 明白, 明白了, 知道了, 收到
  `),
};

export const UNSURE_WORDS: Phrases = {
  en: phrases(`
    not sure, i am not sure, im not sure, unsure, i do not know, i dont know, dont know, do not know, no idea, dunno,
    maybe, unknown, idk
  `),
  'zh-CN': phrases(`
    不确定, 我不确定, 不知道, 我不知道, 不清楚, 我不清楚, 说不好, 可能, 也许
  `),
};

/** The verbs for yes and no: the first one that a card offers is used. */
export const YES_VERBS: readonly Verb[] = [
  'send',
  'switch',
  'ticket',
  'submit',
  'fixed',
  'confirm',
];
export const NO_VERBS: readonly Verb[] = [
  'no-change',
  'cancel',
  'stay',
  'none-of-these',
  'skip',
  'next',
];

export const GREETINGS: Phrases = {
  en: phrases(`
    hi, hello, hey, hi there, hello there, good morning, good afternoon, good evening, hey there
  `),
  'zh-CN': phrases(`
    你好, 您好, 嗨, 哈喽, 在吗, 早上好, 上午好, 下午好, 晚上好, 大家好
  `),
};

export const THANKS: Phrases = {
  en: phrases(`
    thanks, thank you, thank you very much, thanks a lot, many thanks, cheers, ty, thx, great thanks, ok thanks, bye,
    goodbye, great, perfect, cool, ok, okay
  `),
  'zh-CN': phrases(`
    谢谢, 谢谢你, 谢谢您, 多谢, 感谢, 非常感谢, 好的谢谢, 辛苦了, 再见, 拜拜, 好的, 收到
  `),
};

function phrases(text: string): readonly string[] {
  return text.split(',').map((phrase) => phrase.trim());
}
