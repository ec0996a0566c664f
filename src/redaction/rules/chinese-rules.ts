import { pattern } from './pattern.ts';
import type { Candidate, SecretRule } from './secret-rule.ts';

const raw = String.raw;
const NAME = raw`(?:密[码碼]|口令)`;
/** Up to the end of the clause. Every value matched by these rules contains Chinese. */
const CLAUSE = raw`(?!\[masked: )(?<secret>[^\s，。；！？、,;!?:：…"'“”‘’「」『』（）()【】〔〕\[\]{}<>]{2,64})`;

/**
 * What people say about a password, or what a program prints, in places where the password itself
 * could stand. Each is a fragment of a clause, because Chinese has no spaces to separate words.
 */
const REMARKS = new RegExp(
  `
  忘 记得 記得 记不 記不 过期 過期 到期 失效 有效 无效 無效 错 錯 对 對 正确 正確 不行 失败 失敗 成功 重置 重设 重設
  改 换 換 变更 變更 设置 設置 设定 設定 设为 輸 输 填 登录 登陆 登入 登錄 登不 验证 驗證 锁 鎖 停用 禁用 拒绝 拒絕
  提示 显示 顯示 弹 彈 要求 需要 必须 必須 必填 选填 可选 不能 不可 无法 無法 没 沒 不是 不存在 未 空 知道 什么 什麼 啥
  怎 哪 谁 誰 多少 几 幾 是否 是不是 还是 還是 如何 为何 為何 请 請 帮 幫 问题 問題 异常 異常 保护 加密 隐藏 保存
  同步 一样 一樣 相同 不同 同上 附件 截图 稍后 发给 发你 私信 私聊 长度 長度 至少 最多 位数 位數 字符 字元 字母 数字 數字
  大小写 大小寫 特殊 符号 策略 规则 强度 复杂 简单 太 默认 預設 初始的 临时 随机 统一 公司 管理员 系统 用户 账号 帐号
  账户 框 按钮 页面 链接 新的 旧的 原来 之前 以前 刚 昨天 今天 上次 自己 别人 同事 正在 已经 已 尚 找回 丢 泄
  次数 分钟 小时 个月 位$ 天$ 次$ 位以 年改 月改 同一 唯一 只有 应该 應該 一直 每次 通过 通過 仍然 还 還 又 那个 这个 那個 這個
  一致 初始 一个$ 一個$ 另外 另一 等会 等會 等下 电话 電話 告诉 告訴 问我 問我 确认 確認 核对 核對 大写 大寫 小写 小寫 中英
  混合 正常 暂 暫 密码$ 密碼$ 口令$ 当面 當面 稍等 等我 方便 透露 部门 部門 发放 發放 代替 电脑里 電腦裡
  `
    .trim()
    .split(/\s+/)
    .join('|'),
);
/** 是…的 and questions: statements about something, not its value. */
const STATEMENT = /[的了吗嗎呢吧过過么麼啊]$/;
const HAN = /[\u4e00-\u9fff]/;
/** Placeholders for a value: 密码：某某某, 密码是XXX的 */
const STAND_IN =
  /^(?:某+|无|無|略|同|保密|如下|下面|见下|见上|见附|见邮|见图|见短信|見下|見附|見圖|以下|秘密)/;

/** Passwords containing Chinese, directly after their name: 密码：…, 口令是…. */
export const chineseRules: readonly SecretRule[] = [
  {
    kind: 'password',
    pattern: pattern(raw`${NAME}[ \t]{0,3}[:：=＝][ \t\u3000]{0,3}${CLAUSE}`),
    accepts: isChineseValue,
  },
  {
    kind: 'password',
    pattern: pattern(raw`${NAME}[是为為](?:[ \t]{0,3}[:：])?[ \t\u3000]{0,3}${CLAUSE}`),
    accepts: isChineseValue,
  },
];

function isChineseValue({ secret }: Candidate): boolean {
  return (
    HAN.test(secret) && !REMARKS.test(secret) && !STATEMENT.test(secret) && !STAND_IN.test(secret)
  );
}
