/**
 * Words that carry no evidence either way, and dialog or mail phrases that accompany any error.
 * Separated by ` | `.
 */
export const FILLER =
  'someaddress | use | used | using | a | an | the | this | that | these | those | it | its | i | im | ive | me | my | mine | we | our | ours | us | you | your | ' +
  'ur | he | him | his | she | her | they | them | their | theirs | is | are | was | were | be | been | being | am | do | does | did | done | ' +
  'has | have | had | having | will | would | can | could | shall | should | may | might | must | to | of | in | on | at | by | for | ' +
  'from | with | about | into | as | or | and | but | if | so | than | then | there | here | when | while | where | who | whom | ' +
  'what | which | why | how | all | any | some | each | every | both | more | most | other | another | such | only | own | same | ' +
  'too | very | also | again | even | still | already | ever | up | down | out | off | over | under | after | before | because | ' +
  'since | till | until | though | whether | please | pls | plz | thanks | thank you | thx | hi | hello | hey | dear | hi all | regards | ' +
  'kind regards | best regards | rgds | good morning | sorry | ok | okay | yes | yeah | say | says | said | saying | tell | tells | told | ' +
  'show | shows | showing | shown | see | seems | seem | get | gets | got | getting | give | gives | keep | keeps | kept | want | ' +
  'wants | need | make | makes | let | put | try | tried | trying | come | comes | go | goes | going | know | think | thinks | guess | maybe | ' +
  'perhaps | just | really | actually | apparently | suddenly | somehow | anyone | everyone | everybody | people | like | ' +
  'help | someone | something | anything | way | bit | lot | one | two | three | first | last | thing | things | kind | sort | sure | ' +
  'able | possible | urgent | asap | it says | im getting | i get | fyi | etc | eg | ie | vs | re | fw | fwd | cc | ' +
  'if the problem continues please contact your support team | if the problem continues contact your support team | ' +
  'please contact your support team | contact your support team | contact your system administrator | ' +
  'please contact your system administrator | contact support | if this continues please contact your support team | ' +
  'please try again | try again | and try again | try again later | something went wrong | sent from my iphone | sent from my phone | sent from my mobile | sent from my ipad | sent from my android | sent from outlook | get outlook for ios | get outlook for android | in the office | at the office | from the office | to the office | our office | the office | new office | ' +
  'window title | main instruction | content | cancel | close | details | server message | correlation id | timestamp | ' +
  'first time | every time | this time | last time | next time | some time | long time | all the time | in time | on time | ' +
  'at the same time | three times | many times | several times | time to time | any time | time out | timed out | a time | at times | what time | ' +
  'each time | one time | time i | full time | the first time | up to date with | to date | ' +
  'sign in screen | sign in window | sign in page | login page | login screen | sign in box | ' +
  'what is | how do | how to | can not | no longer | at all | as well | by the way | kind of | ' +
  '很快 | 尽快 | 赶快 | 快点 | 比手机 | than my phone | from my phone | my phone shows | my phone says | 错误代码 | 错误码 | 代码 | 系统 | 此 | 由于 | 内容 | 确保 | 当 | 将 | 为 | 于 | 才 | 完 | 项 | 正在 | 公司 | 家 | 家里 | 自 | 报 | 网 | 似乎 | 其他 | 以及 | 并且 | 而且 | 不过 | 只是 | 的 | 了 | 吗 | 呢 | 吧 | 啊 | 呀 | 我 | 我的 | 你 | 您 | 您的 | 他 | 她 | 它 | 我们 | 你们 | 他们 | 大家 | 这 | 那 | 这个 | 那个 | 这些 | 是 | 是不是 | 有 | ' +
  '有没有 | 在 | 就 | 都 | 也 | 还 | 还是 | 又 | 再 | 很 | 太 | 把 | 被 | 给 | 让 | 和 | 与 | 或 | 或者 | 跟 | 对 | 要 | 要不要 | 会 | 会不会 | 能 | ' +
  '能不能 | 可以 | 可不可以 | 可能 | 应该 | 怎么 | 怎么办 | 怎样 | 如何 | 什么 | 为什么 | 哪 | 哪里 | 一直 | 总 | 老是 | 已经 | 但是 | 可是 | 因为 | ' +
  '所以 | 如果 | 然后 | 以后 | 之后 | 以前 | 之前 | 时候 | 时 | 后 | 一个 | 一下 | 一点 | 几次 | 好几次 | 请 | 请问 | 麻烦 | 帮忙 | 帮我 | 帮 | 谢谢 | 您好 | 你好 | ' +
  '显示 | 说 | 问 | 看 | 看到 | 看一下 | 点 | 点击 | 用 | 使用 | 做 | 去 | 来 | 到 | 从 | 上 | 下 | 里 | 里面 | 中 | 个 | 次 | 台 | 自己 | 东西 | 情况 | ' +
  '如果问题仍然存在 | 请与支持团队联系 | 请与您的支持团队联系 | 请联系支持团队 | 如果问题仍然存在 请与支持团队联系 | 请重试 | 然后重试 | 确定 | 取消 | 关闭 | ' +
  '多长时间没 | 有时间 | 花时间 | 没时间 | 时间段 | 长时间 | 一段时间 | 有时候 | 第一时间 | 请稍候 | 问题描述 | 联系电话 | 出现 | 遇到 | 收到 | 突然 | 为何 | 的话 | 一会儿';
