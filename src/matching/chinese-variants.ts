/**
 * Traditional characters found in reports of computer trouble; below each, in the same position,
 * its simplified form.
 */
const TRADITIONAL =
  '無驗證伺務號帳戶錯誤碼憑據連線網絡時間問題獲個須與團隊聯繫繼續嗎這該軟體檔夾資訊電腦頁視窗點擊確認啟動設備關閉開開啟現' +
  '禁權許執裝載級舊應統試過還沒給麼為麗請幫員單顯沒對話從來樣剛換傳遲準區書錄輸內護刪暫於無響應聽說話見覺總結婚訂閱員術專業產' +
  '滿長頭實際歷記陸雲裡會議師導發變動牆攔擋鐘鍾錶與並讓當數類別條處轉極檢測詢討論預備係屬園車辦機構氣門簡單雙觀觸' +
  '絕郵鍵壞損簽頒識瀏覽遠復複離誰買賣費約隨險雜難項鎖鏈鏡銀釘飛騰達邊選適遺麥聲畫圖範標夠嚴嘗壓寫將層幾廠廣彈後徑憶' +
  '態擇敗斷曆臺歡溫濾爾狀獨環異盡監盤礙種稱穩筆節紅細終組綁經維緊編縮織職脫腳臨舉蓋藍蘋補規訪訓詳誌諮謝讀貼賬質輕輔' +
  '較運違釋陽頂順領頻額顧風飯餘館馬騙鬆';
const SIMPLIFIED =
  '无验证伺务号账户错误码凭据连线网络时间问题获个须与团队联系继续吗这该软体档夹资讯电脑页视窗点击确认启动设备关闭开开启现' +
  '禁权许执装载级旧应统试过还没给么为丽请帮员单显没对话从来样刚换传迟准区书录输内护删暂于无响应听说话见觉总结婚订阅员术专业产' +
  '满长头实际历记陆云里会议师导发变动墙拦挡钟钟表与并让当数类别条处转极检测询讨论预备系属园车办机构气门简单双观触' +
  '绝邮键坏损签颁识浏览远复复离谁买卖费约随险杂难项锁链镜银钉飞腾达边选适遗麦声画图范标够严尝压写将层几厂广弹后径忆' +
  '态择败断历台欢温滤尔状独环异尽监盘碍种称稳笔节红细终组绑经维紧编缩织职脱脚临举盖蓝苹补规访训详志咨谢读贴账质轻辅' +
  '较运违释阳顶顺领频额顾风饭余馆马骗松';

const simplified = new Map<string, string>();
for (const [index, character] of [...TRADITIONAL].entries()) {
  simplified.set(character, [...SIMPLIFIED][index] ?? character);
}
/** Not a traditional character, but a frequent misspelling. */
simplified.set('帐', '账');

const TRADITIONAL_OR_VARIANT = new RegExp(`[${[...simplified.keys()].join('')}]`, 'gu');

/** Regional words and sound-alike typos, with their mainland wording. */
const REGIONAL: readonly (readonly [RegExp, string])[] = [
  [/伺服器/g, '服务器'],
  [/登陆/g, '登录'],
  [/登入|登路|登绿/g, '登录'],
  [/蜜码|密吗|密玛/g, '密码'],
  [/正书|证数/g, '证书'],
  [/服务起|服物器/g, '服务器'],
  [/用护/g, '用户'],
  [/兼融/g, '兼容'],
  [/许可正/g, '许可证'],
  [/连结/g, '连接'],
  [/域明/g, '域名'],
  [/时锺/g, '时钟'],
  [/使用者名称/g, '用户名'],
  [/使用者/g, '用户'],
  [/网域/g, '域'],
  [/连线/g, '连接'],
  [/凭证/g, '证书'],
  [/软体/g, '软件'],
  [/程式/g, '程序'],
  [/资讯/g, '信息'],
  [/视窗/g, '窗口'],
  [/位址/g, '地址'],
  [/萤幕/g, '屏幕'],
];

/**
 * Converts Chinese to the form that mainland clients use: simplified characters, usual words, usual
 * spelling.
 */
export function mainlandChinese(text: string): string {
  if (!/\p{Script=Han}/u.test(text)) return text;
  const plain = text.replace(
    TRADITIONAL_OR_VARIANT,
    (character) => simplified.get(character) ?? character,
  );
  return REGIONAL.reduce((words, [from, to]) => words.replace(from, to), plain);
}
