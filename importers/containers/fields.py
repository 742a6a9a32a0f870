"""The words before a colon, or in a bracket, that announce a field where Markdown sets answers apart (折叠, 引用)."""

# 总结：, 根据最左匹配原则： announce none: they begin what explains.
FIELD = (
    r"[^\s:：，。]{0,4}(?:答案|解析|解释|解答|详解|题解|分析|说明|理由|依据|法条|出处|来源|难度|难易|知识点|考点|考查|章节|标签|分值|"
    r"分数|得分|题型|类型|选项|题干|题目|编号|备注|注释|点评|思路|[Aa]nswer|[Ee]xplanation)[^\s:：，。]{0,4}[\]】]?[*`]*\s*[:：\]】]"
)
