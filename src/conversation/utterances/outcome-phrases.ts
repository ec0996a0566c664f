import type { Verb } from '../reply.ts';

/** The outcome of an attempt. */
export type PhraseOutcome = Extract<Verb, 'fixed' | 'no-change' | 'cannot'>;

const IT =
  '(?:its?|thats?|this|all|everything|(?:the )?(?:problem|issue|error|message|thing|sign in|login)(?: message)?)';
const ADVERB = '(?:still|again|now|just|already|also|simply)';
const CANNOT = '(?:cannot|cant|can not|could not|couldnt|unable to|not able to)';
const DID_NOT = '(?:does not|doesnt|did not|didnt|do not|dont|will not|wont|is not|isnt)';
const YET = '(?: (?:yet|now|again|at all|either|for me|here|so far))*';
const WELL = '(?: (?:now|again|fine|well|perfectly|great|it|for me|too|finally|at last|so far))*';

const STILL_ZH = '(?:还是|还|仍然|仍旧|仍|依然|依旧|照样|又|一直|都|就是|总是)';
const TRIED_ZH = '(?:(?:试|试过|照做|做|弄|操作|按照做)了?(?:之后|以后|一下)?)';
const FAILED_ZH =
  '(?:不行|不可以|不能用|不起作用|没起作用|不管用|不好使|不好用|没用|没有用|没效果|没有效果|没反应|没有反应|没变|没变化|没有变化|没什么变化|没改善|没好|没有好|没解决|没有解决|没解决问题|没有解决问题|没能解决|未解决|没搞定|没成功|没有成功|不成功|失败|无效)';
const STAYS_ZH =
  '(?:一样|老样子|老问题|这样|原样|报错|会报错|在报错|弹|弹出来|会弹出来|弹窗|出现|会出现|存在|在|有问题|提示错误|这个问题)';
const NO_ENTRY_ZH =
  '(?:登不上|登不上去|登不进去|登不了|登[录陆]不了|登[录陆]不上|登[录陆]不进去|不能登[录陆]|无法登[录陆]|没法登[录陆]|登[录陆]失败|连不上|连接不上|进不去|上不去)';
const NOW_ZH = '(?:问题|错误|现在|这次|这下|终于|果然|已经|已|都|我|刚|又)';
const DONE_ZH = '(?:现在|这次|这下|终于|果然|已经|已)';
const WORKS_ZH =
  '(?:解决|好|搞定|修好|弄好|搞好|成功|恢复|恢复正常|正常|可以|可以用|能用|好用|好使|行|成|ok|登上|登上去|登录上|登[录陆]成功|能登|能登上|能登[录陆]|可以登[录陆]|能进去|没问题|没有问题|消失|没有报错|没报错|不报错|不再报错|不再提示|不提示|不弹)';
const CANNOT_ZH =
  '(?:做不了|做不到|做不来|不会|不会弄|不会做|不会操作|不会用|不懂|看不懂|弄不了|弄不来|操作不了|无法操作|没权限|没有权限|无权限|权限不够|权限不足|没有管理员权限|没有这个权限|找不到|没找到|找不着|没看到|看不到|打不开|点不了|删不了|卸载不了|装不了|安装不了)';
const PLACE_ZH = '(?:按钮|选项|文件夹|菜单|地方|图标|程序|窗口)';

/**
 * Typed outcomes of the steps, as phrases with variable parts. Each is matched against a whole
 * clause in plain form (lower case, no punctuation, no spaces around Chinese), with the outcomes in
 * this order.
 */
const PHRASES: readonly (readonly [PhraseOutcome, readonly RegExp[]])[] = [
  [
    'no-change',
    [
      whole(
        `(?:${IT} (?:is |was )?)?(?:${ADVERB} )*not(?: (?:working|fixed|solved|resolved|better|it|helping))?${YET}`,
      ),
      whole(
        `(?:${IT} )?(?:${ADVERB} )*${DID_NOT} (?:still )?(?:work|help|fix it|solve it|do anything|change anything)${YET}`,
      ),
      whole(`(?:i )?(?:am )?(?:${ADVERB} )*(?:am )?${CANNOT} (?:sign|log|get) in${YET}`),
      whole(
        `(?:${IT} )?(?:is )?(?:${ADVERB} )*(?:persists|remains|fails|failed|failing|broken|stuck|unchanged)${YET}`,
      ),
      whole(
        `(?:${IT} )?(?:is )?still (?:there|here|happening|appears|occurs|comes up|an error|nothing|exists)${YET}`,
      ),
      whole(
        `(?:${IT} )?(?:is |says )?(?:${ADVERB} )*(?:the )?same(?: (?:error|issue|problem|thing|message|result))?${YET}`,
      ),
      whole(
        `(?:i )?(?:am )?still (?:get|getting|see|seeing|have|having)(?: (?:the|this|that|an))?(?: same)? (?:error|issue|problem|message|it)${YET}`,
      ),
      whole(
        `(?:the )?(?:problem|issue|error|message) (?:is |came |comes |has come )?(?:back|again)${YET}`,
      ),
      whole(`nothing(?: (?:happens|happened|changed|changes|helps|helped|works|worked))?${YET}`),
      whole(
        `negative|no (?:luck|joy|success|change|difference|effect|improvement|result|good)${YET}`,
      ),
      whole(`(?:我|问题|错误)*${TRIED_ZH}?${STILL_ZH}*${FAILED_ZH}[了啦]?`),
      whole(`(?:我|问题|错误)*${TRIED_ZH}?${STILL_ZH}+${STAYS_ZH}[了啦]?`),
      whole(`${STILL_ZH}*(?:提示|是|报)?(?:同样|一样|这个|相同)的?(?:错误|问题|提示|报错|内容)?`),
      whole(`(?:我|现在)*${TRIED_ZH}?${STILL_ZH}*${NO_ENTRY_ZH}了?`),
    ],
  ],
  [
    'cannot',
    [
      whole(
        `(?:i )?(?:am )?(?:${CANNOT}|not allowed to) (?:do|find|open|click|see|access|run|reach|change|delete|remove|uninstall|install|select)(?: (?:it|that|this|them|any|there|the \\w+(?: \\w+)?))?`,
      ),
      whole(
        '(?:i )?(?:have no|do not have|dont have|lack)(?: (?:the|any|enough|that|this|admin|administrator|such|a))* (?:rights?|permissions?|access|privileges?|button|option|link|menu|folder)(?: (?:to do|for) (?:it|that|this))?',
      ),
      whole(
        '(?:it |windows )?(?:needs?|requires?|wants?|asks? for|asks me for|is asking for)(?: (?:an|the))? (?:admin|administrator)(?: (?:rights?|password|permissions?|account|privileges?))?',
      ),
      whole(
        '(?:there is |theres |i see |i have )?no such thing|(?:there is |theres |i see |i have )?no (?:\\w+ ){0,6}(?:button|option|link|menu|folder|file|entry|tab)',
      ),
      whole(
        '(?:the|that|this) (?:button|option|link|menu) is (?:missing|disabled|not there|gr[ae]yed(?: out)?)',
      ),
      whole(
        '(?:this is |it is |its |that is |thats )?too (?:complicated|difficult|hard|technical)(?: for me)?',
      ),
      whole(
        '(?:i )?(?:do not|dont) (?:know how|know how to|know how to do (?:it|that|this)|understand|understand (?:it|this|that)|see (?:it|this|that))',
      ),
      whole('where is (?:it|that|this)|(?:access|permission)(?: is| was)? denied|not permitted'),
      whole(
        `(?:我|这个|这)*${CANNOT_ZH}(?:这个|那个)?${PLACE_ZH}?|(?:没有|找不到|没找到|没看到|看不到|没).{0,20}${PLACE_ZH}|${PLACE_ZH}?是?灰色?的`,
      ),
      whole(
        '(?:提示|说|它)?(?:需要|要|要求|要求输入|让输入|让我输入|提示输入)管理员(?:权限|密码|账号|帐号|账户)?',
      ),
      whole(
        '提示(?:没有权限|没权限|权限不足|拒绝访问)|(?:太|有点)(?:复杂|难|麻烦)了?|我?不知道(?:怎么|如何|该怎么)(?:弄|做|操作|找)',
      ),
    ],
  ],
  [
    'fixed',
    [
      whole(
        `(?:now )?(?:${IT} )?(?:(?:is|are|has) )?(?:now |all )?(?:works|worked|working|fixed|solved|resolved|helped|gone|sorted|did it|did the trick|fixed it|solved it)${WELL}`,
      ),
      whole(
        `(?:now )?${IT} (?:is |was )?(?:now )?(?:works|good|ok|okay|fine|set|better|well)${WELL}`,
      ),
      whole(
        `(?:now )?(?:i )?(?:can|could|was able to|am able to|managed to) (?:now |finally )?(?:sign|log|get) in${WELL}`,
      ),
      whole(
        `(?:i )?(?:am |got )?(?:now |finally )?(?:signed|logged|back) in(?: successfully)?${WELL}`,
      ),
      whole('yay|hooray|hurray|success|that was it'),
      whole(
        '(?:there is |i see |i get )?no (?:more )?(?:errors?|problems?|message) (?:any more|anymore|now|this time)|no more (?:errors?|problems?)',
      ),
      whole(`${NOW_ZH}*${WORKS_ZH}[了啦咯]+|${NOW_ZH}*${DONE_ZH}+${WORKS_ZH}`),
      whole('登[录陆]成功|可以登[录陆]|能登[录陆]|恢复正常'),
    ],
  ],
];

/** Says that something was tried, and no more. */
const TRIED =
  /^(?:(?:i )?(?:already |have |ve )*(?:tried|did|done)(?: (?:it|that|this|all that|everything|so))?(?: already| before)?|我?(?:已经|都|也|刚)*(?:试过|试|做过|做|照做)了?)$/u;

/** Returns the outcome that a clause states, or null if it states none. */
export function outcomeIn(clause: string): PhraseOutcome | null {
  return PHRASES.find(([, phrases]) => phrases.some((phrase) => phrase.test(clause)))?.[0] ?? null;
}

/** "I tried that": the text after it says how it went. */
export function saysTried(clause: string): boolean {
  return TRIED.test(clause);
}

/** "I already tried that" says by itself how it went. */
export function saysTriedBefore(clause: string): boolean {
  return saysTried(clause) && /already|before|已经|过/u.test(clause);
}

function whole(source: string): RegExp {
  return new RegExp(`^(?:${source})$`, 'u');
}
