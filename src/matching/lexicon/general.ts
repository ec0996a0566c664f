/**
 * Concepts shared by all troubleshooting documents: computers, failing, asking. They say little
 * about which problem it is. Same format as `SIGN_IN_CONCEPTS`.
 */
export const GENERAL_CONCEPTS: Readonly<Record<string, string>> = {
  error:
    'error | fault | failure | error message | warning | 错误 | 报错 | 出错 | 错误信息 | 错误消息 | 警告',
  problem: 'problem | issue | trouble | thing | 问题 | 毛病 | 故障',
  fails:
    'not work | not working | fail | failed | fails | failing | failure | not possible | unsuccessful | 失败 | 不成功 | 未成功 | 不行',
  dialog:
    'dialog | dialogue | dialog box | popup | pop up | prompt | window | message box | box | pops up | popped up | ' +
    '弹窗 | 弹出 | 对话框 | 窗口 | 弹框 | 提示框 | 跳出 | 弹',
  message: 'message | notification | msg | 提示 | 消息 | 信息',
  connect:
    'connect | connection | connecting | connected | press connect | click connect | 连接 | 连',
  service: 'service | services | 服务',
  service_online: 'online | cloud | 在线 | 联机 | 云',
  working: 'works | working | work | ok | okay | fine | all good | 正常 | 没问题 | 好用 | 能用',
  start: 'start | starting | launch | open | opening | startup | 启动 | 打开 | 开机',
  safe: 'safe | secure | dangerous | 安全',
  suite: 'office 365 | office365 | o365 | microsoft 365 | m365 | 365',
  folder: 'folder | directory folder | 文件夹',
  portal:
    'portal | admin center | admin centre | admin portal | office 365 portal | 门户 | 后台 | 管理中心',
  computer:
    'computer | pc | laptop | machine | workstation | notebook | device | desktop | 电脑 | 计算机 | 主机 | 笔记本 | 机器',
};
